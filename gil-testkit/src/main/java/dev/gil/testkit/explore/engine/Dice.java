package dev.gil.testkit.explore.engine;

/**
 * A stream of random numbers (SplitMix64; Steele, Lea and Flood, 2014), started anew for each
 * execution from the seed and the execution's number: the same in every JVM and version of Java.
 */
final class Dice {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private long state;

  void start(long seed, long execution) {
    state = mix(seed) ^ mix(execution + GOLDEN);
  }

  long next() {
    state += GOLDEN;
    return mix(state);
  }

  /** From 0 to {@code bound - 1}; uneven by less than one in a thousand million. */
  int below(int bound) {
    return (int) (((next() >>> 32) * bound) >>> 32);
  }

  private static long mix(long x) {
    long a = (x ^ (x >>> 30)) * 0xBF58476D1CE4E5B9L;
    long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
    return b ^ (b >>> 31);
  }
}
