package dev.gil.bench.kernels;

import dev.gil.bench.ContendedLock;
import dev.gil.bench.fork.Figures;
import dev.gil.bench.report.Scores;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The program of a fork: gil and NumPy train the same net on the same digits in turn; what is told
 * is the median of each, in milliseconds, and how much of the test each got right at the end.
 *
 * <p>Arguments: case, rounds, Python, then the peers.
 */
final class TrainFork {
  /** Models until the compilers have no more to do: a batch is a long method called rarely. */
  private static final int WARM_UP = 10;

  private TrainFork() {}

  public static void main(String[] args) throws Exception {
    TrainCase one = TrainCase.named(args[0]);
    int rounds = Integer.parseInt(args[1]);
    List<String> peers = List.of(args).subList(3, args.length);
    Map<String, Contender> contenders = new LinkedHashMap<>();
    try (TrainScene scene = new TrainScene();
        TrainScene second = new TrainScene()) {
      if (one.twoThreads()) {
        Pair.of(Scores.GIL, scene, second, contenders);
        contenders.keySet().removeIf(each -> !each.equals(Scores.GIL) && !peers.contains(each));
        InTurn.play(contenders, 1, rounds);
        return;
      }
      Contender gil = scene.under(ContendedLock.named("bench-" + one.name()));
      var _ = gil.nanos(WARM_UP);
      contenders.put(Scores.GIL, gil);
      if (peers.contains(AlgebraCase.NUMPY)) {
        withNumPy(args[2], rounds, contenders);
      } else {
        InTurn.play(contenders, 1, rounds);
      }
      Figures.say(Scores.GIL + TrainCase.ACCURACY, scene.accuracy());
    }
  }

  private static void withNumPy(String python, int rounds, Map<String, Contender> contenders)
      throws Exception {
    Path digits = TrainScene.written();
    try (InPython numPy = InPython.start(python, "train.py", List.of(digits.toString()))) {
      contenders.put(AlgebraCase.NUMPY, numPy);
      InTurn.play(contenders, 1, rounds);
      Figures.say(AlgebraCase.NUMPY + TrainCase.ACCURACY, numPy.ask("accuracy"));
    } finally {
      Files.deleteIfExists(digits);
    }
  }
}
