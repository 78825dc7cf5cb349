package dev.gil.workloads.measure;

import dev.gil.advisor.Cores;
import java.util.Locale;

/**
 * What this machine has to give now.
 *
 * @param cores that this JVM may use
 * @param effectiveCores how much faster that many threads did their sums than one
 */
public record Machine(int cores, double effectiveCores) {
  /** Measures; see {@link Cores#calibrate()}. */
  public static Machine calibrate() throws InterruptedException {
    Cores found = Cores.calibrate();
    return new Machine(found.count(), found.effective());
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
    return Cores.isPlausible(speedUp, ideal);
  }
}
