package dev.gil.workloads.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What this machine has to give now.
 *
 * @param cores that this JVM may use
 * @param effectiveCores how much faster that many threads did their sums than one
 */
public record Machine(int cores, double effectiveCores) {
  /** Below this share of the nominal speed-up, a machine is too busy to judge by. */
  static final double ENOUGH = 0.925;

  /** Above this share, the runs were disturbed so unequally that they say nothing. */
  static final double TOO_MUCH = 1.1;

  private static final int TRIES = 5;
  private static final int ROUNDS = 5;
  private static final int STEPS = 20_000_000;

  @SuppressWarnings("unused") // written, so that the sums are done
  private static volatile long sink;

  /**
   * Measures: one thread against as many as there are cores, turn and turn about. Again, a few
   * times, while the machine seems busy: a moment's disturbance is over by then, and one that lasts
   * shows in the runs as well.
   */
  public static Machine calibrate() throws InterruptedException {
    int cores = Runtime.getRuntime().availableProcessors();
    spin(STEPS); // to have it compiled
    Machine best = measure(cores);
    for (int tries = 1; tries < TRIES && !best.isFree(); tries++) {
      Machine next = measure(cores);
      if (Math.abs(next.effectiveCores - cores) < Math.abs(best.effectiveCores - cores)) {
        best = next;
      }
    }
    return best;
  }

  private static Machine measure(int cores) throws InterruptedException {
    double[] speedUps = new double[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      long one = time(1);
      speedUps[i] = (double) one * cores / time(cores);
    }
    return new Machine(cores, Sample.of(speedUps).median());
  }

  /** Whether enough of it is free, and steadily so, to judge speed-ups. */
  public boolean isFree() {
    return isPlausible(effectiveCores, cores);
  }

  /** The JDK and the cores, in a line. */
  public String inWords() {
    return String.format(
        Locale.ROOT, "JDK %s, %d cores, %.2f effective", Runtime.version(), cores, effectiveCores);
  }

  static boolean isPlausible(double speedUp, double ideal) {
    return speedUp >= ENOUGH * ideal && speedUp <= TOO_MUCH * ideal;
  }

  private static long time(int count) throws InterruptedException {
    long start = System.nanoTime();
    List<Thread> threads = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      threads.add(Thread.ofPlatform().name("calibration-" + (i + 1)).start(() -> spin(STEPS)));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    return System.nanoTime() - start;
  }

  private static void spin(int steps) {
    long x = 88_172_645_463_325_252L;
    for (int i = 0; i < steps; i++) {
      x ^= x << 13;
      x ^= x >>> 7;
      x ^= x << 17;
    }
    sink = x;
  }
}
