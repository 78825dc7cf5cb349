package dev.gil.bench.pool;

/** Whether what came back is what was asked for: a bench of wrong answers measures nothing. */
final class Answers {
  private Answers() {}

  /**
   * Compares them.
   *
   * @throws IllegalStateException if they differ
   */
  static void check(long expected, long came) {
    if (came != expected) {
      throw new IllegalStateException(came + " came back instead of " + expected);
    }
  }
}
