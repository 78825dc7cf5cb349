package dev.gil.bench.kernels;

import dev.gil.bench.ContendedLock;
import dev.gil.bench.fork.Figures;
import dev.gil.workloads.measure.Sample;
import java.util.List;

/**
 * The program of a fork: two threads play rounds under each subject in turn, several times; what is
 * told is the speed of each over holding the lock, the median.
 *
 * <p>Arguments: milliseconds a run, how many runs, then {@code kernel:held} in nanoseconds each.
 */
final class ReleaseFork {
  private static final long WARM_UP_MILLIS = 800;

  /** Of gil's, which is learnt anew from the code of each compiler: seconds, where it was seen. */
  private static final long LONG_WARM_UP_MILLIS = 3_000;

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
        var _ = scene.play(rounds, rounds == Rounds.GIL ? LONG_WARM_UP_MILLIS : WARM_UP_MILLIS);
      }
      List<Rounds> all = List.of(Rounds.values());
      int holding = all.indexOf(Rounds.HOLDING);
      double[][] speeds = new double[all.size()][repetitions];
      for (int i = 0; i < repetitions; i++) {
        for (int subject = 0; subject < all.size(); subject++) {
          speeds[subject][i] = scene.play(all.get(subject), millis);
        }
        double unit = speeds[holding][i];
        for (double[] speed : speeds) {
          speed[i] /= unit;
        }
      }
      for (int subject = 0; subject < all.size(); subject++) {
        Figures.say(all.get(subject) + "." + sizes, Sample.of(speeds[subject]).median());
      }
    }
  }

  private static int steps(String nanos, double perMicrosecond) {
    return (int) Math.max(1, Math.round(Long.parseLong(nanos) * perMicrosecond / 1_000));
  }
}
