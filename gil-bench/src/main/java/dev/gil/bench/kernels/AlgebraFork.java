package dev.gil.bench.kernels;

import dev.gil.bench.ContendedLock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The program of a fork: gil and its peers compute one case in turn, round by round; what is told
 * is the median of each, in milliseconds a computation.
 *
 * <p>Arguments: case, quick or not, the library of the C compiler, Python, then the peers.
 */
final class AlgebraFork {
  private static final String GIL = "gil";

  private AlgebraFork() {}

  public static void main(String[] args) throws Exception {
    boolean quick = Boolean.parseBoolean(args[1]);
    AlgebraCase one = AlgebraCase.named(args[0], quick);
    List<String> peers = List.of(args).subList(4, args.length);
    Map<String, Contender> contenders = new LinkedHashMap<>();
    List<AutoCloseable> open = new ArrayList<>();
    AlgebraScene scene = new AlgebraScene(one);
    open.add(scene);
    if (one.twoThreads()) {
      AlgebraScene second = new AlgebraScene(one);
      open.add(second);
      Pair.of(GIL, scene, second, contenders);
    } else {
      contenders.put(GIL, scene.under(ContendedLock.named("bench-" + one.name())));
      for (String peer : peers) {
        contenders.put(peer, contender(peer, one, scene, args[2], args[3], open));
      }
    }
    contenders.keySet().removeIf(each -> !each.equals(GIL) && !peers.contains(each));
    InTurn.play(contenders, one.repeats(), quick ? 5 : 9);
    for (AutoCloseable each : open) {
      each.close();
    }
  }

  private static Contender contender(
      String peer,
      AlgebraCase one,
      AlgebraScene scene,
      String library,
      String python,
      List<AutoCloseable> open)
      throws Exception {
    return switch (peer) {
      case AlgebraCase.NUMPY -> {
        String operation = one.operation().startsWith("axpy") ? "axpy" : one.operation();
        InPython numPy =
            InPython.start(python, "algebra.py", List.of(operation, Integer.toString(one.size())));
        open.add(numPy);
        yield numPy;
      }
      case AlgebraCase.C_LIMIT ->
          CLimit.contender(
              library, one.operation(), one.size(), scene.x().segment(), scene.y().segment());
      default -> OtherLibraries.of(peer, one.operation(), one.size());
    };
  }
}
