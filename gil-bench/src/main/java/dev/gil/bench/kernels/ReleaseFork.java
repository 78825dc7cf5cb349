package dev.gil.bench.kernels;

import dev.gil.bench.ContendedLock;
import dev.gil.bench.fork.Figures;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The program of a fork: two threads play rounds under each subject in turn, several times; what is
 * told is the speed of each over holding the lock, the median.
 *
 * <p>Arguments: milliseconds a run, how many runs, then {@code kernel:held} in nanoseconds each.
 */
final class ReleaseFork {
  private ReleaseFork() {}

  public static void main(String[] args) throws Exception {
    long millis = Long.parseLong(args[0]);
    int repetitions = Integer.parseInt(args[1]);
    double perMicrosecond = TwoThreads.stepsPerMicrosecond();
    for (String sizes : List.of(args).subList(2, args.length)) {
      int colon = sizes.indexOf(':');
      int kernel = steps(sizes.substring(0, colon), perMicrosecond);
      int held = steps(sizes.substring(colon + 1), perMicrosecond);
      TwoThreads scene = new TwoThreads(ContendedLock.named("bench-" + sizes), kernel, held);
      for (Rounds rounds : Rounds.values()) {
        var _ = scene.play(rounds, Math.max(100, millis)); // compiles
      }
      Map<Rounds, double[]> speeds = new EnumMap<>(Rounds.class);
      for (int i = 0; i < repetitions; i++) {
        Map<Rounds, Double> once = new EnumMap<>(Rounds.class);
        for (Rounds rounds : Rounds.values()) {
          once.put(rounds, scene.play(rounds, millis));
        }
        for (Rounds rounds : Rounds.values()) {
          speeds.computeIfAbsent(rounds, _ -> new double[repetitions])[i] =
              once.get(rounds) / once.get(Rounds.HOLDING);
        }
      }
      speeds.forEach((rounds, all) -> Figures.say(rounds + "." + sizes, median(all)));
    }
  }

  private static int steps(String nanos, double perMicrosecond) {
    return (int) Math.max(1, Math.round(Long.parseLong(nanos) * perMicrosecond / 1_000));
  }

  private static double median(double[] all) {
    double[] sorted = all.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
