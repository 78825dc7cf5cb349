package dev.gil.kernel;

/** From how much work on a kernel gives the lock up. */
final class Threshold {
  private static final String PROPERTY = "dev.gil.kernel.threshold";

  private static final long DEFAULT = 1_000;

  private Threshold() {}

  /** In nanoseconds. */
  static long nanos() {
    String text = System.getProperty(PROPERTY, "");
    try {
      long nanos = text.isBlank() ? DEFAULT : Long.parseLong(text.strip());
      if (nanos >= 0) {
        return nanos;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new IllegalArgumentException(
        "-D" + PROPERTY + '=' + text + " is no number of nanoseconds; without it " + DEFAULT);
  }
}
