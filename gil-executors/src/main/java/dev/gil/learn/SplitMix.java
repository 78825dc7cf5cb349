package dev.gil.learn;

/**
 * Vigna's splitmix64: the same numbers in every JVM for ever, which no class of the JDK but the
 * slow {@link java.util.Random} promises.
 */
final class SplitMix {
  private static final long GAMMA = 0x9e3779b97f4a7c15L;

  private long state;

  SplitMix(long seed) {
    this.state = seed;
  }

  long nextLong() {
    state += GAMMA;
    long z = state;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  /** From 0 to below the bound; biased by no more than the bound by 2<sup>64</sup>. */
  int nextInt(int bound) {
    return (int) Math.unsignedMultiplyHigh(nextLong(), bound);
  }

  /** From -1 to below 1. */
  float nextSigned() {
    return (nextLong() >> 40) * 0x1p-23f;
  }
}
