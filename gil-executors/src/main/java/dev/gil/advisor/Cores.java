package dev.gil.advisor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What the processors of this machine have to give now.
 *
 * @param count processors that this JVM may use
 * @param effective how much faster that many threads did their sums than one
 */
public record Cores(int count, double effective) {
  /** Below this share of the nominal speed-up, a machine is too busy to judge by. */
  private static final double ENOUGH = 0.925;

  /** Above this share, the runs were disturbed so unequally that they say nothing. */
  private static final double TOO_MUCH = 1.1;

  private static final int TRIES = 5;
  private static final int ROUNDS = 5;
  private static final int STEPS = 20_000_000;

  @SuppressWarnings("unused") // written, so that the sums are done
  private static volatile long sink;

  /**
   * Measures for some tenths of a second: one thread against as many as there are processors, turn
   * and turn about. Again, a few times, while the machine seems busy: a moment's disturbance is
   * over by then, and one that lasts shows in later runs as well.
   *
   * @return what was found
   * @throws InterruptedException if interrupted
   */
  public static Cores calibrate() throws InterruptedException {
    int cores = Runtime.getRuntime().availableProcessors();
    spin(STEPS); // to have it compiled
    Cores best = measure(cores);
    for (int tries = 1; tries < TRIES && !best.isFree(); tries++) {
      Cores next = measure(cores);
      if (Math.abs(next.effective - cores) < Math.abs(best.effective - cores)) {
        best = next;
      }
    }
    return best;
  }

  private static Cores measure(int cores) throws InterruptedException {
    double[] speedUps = new double[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      long one = time(1);
      speedUps[i] = (double) one * cores / time(cores);
    }
    Arrays.sort(speedUps);
    return new Cores(cores, speedUps[ROUNDS / 2]);
  }

  /**
   * Whether enough of them is free, and steadily so, to judge speed-ups.
   *
   * @return false where others compute, too
   */
  public boolean isFree() {
    return isPlausible(effective, count);
  }

  /**
   * Whether a speed-up is what a machine gives that does nothing else.
   *
   * @param speedUp that was measured
   * @param ideal that the number of threads promises
   * @return false if it is much less, or more than can be
   */
  public static boolean isPlausible(double speedUp, double ideal) {
    return speedUp >= ENOUGH * ideal && speedUp <= TOO_MUCH * ideal;
  }

  /**
   * Says how many were free.
   *
   * @return a phrase
   */
  public String inWords() {
    return String.format(Locale.ROOT, "%.2f of %d cores were free", effective, count);
  }

  private static long time(int threads) throws InterruptedException {
    long start = System.nanoTime();
    List<Thread> all = new ArrayList<>(threads);
    for (int i = 0; i < threads; i++) {
      all.add(Thread.ofPlatform().name("calibration-" + (i + 1)).start(() -> spin(STEPS)));
    }
    for (Thread thread : all) {
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
