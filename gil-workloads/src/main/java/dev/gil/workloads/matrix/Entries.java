package dev.gil.workloads.matrix;

/**
 * Numbers from -0.5 to 0.5 that look random: the entries of a matrix, each known by its place, so
 * that a matrix is made where it is needed. The mix is that of Steele, Lea and Flood's SplitMix64.
 */
final class Entries {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private static final double STEP = 0x1.0p-53;

  private final long start;

  /**
   * Of one matrix.
   *
   * @param which of the matrices that the seed gives
   */
  Entries(long seed, long which) {
    this.start = mix(mix(seed) + which);
  }

  double at(long place) {
    return (mix(start + place * GOLDEN) >>> 11) * STEP - 0.5;
  }

  /** The first so many. */
  double[] first(int count) {
    double[] entries = new double[count];
    for (int i = 0; i < count; i++) {
      entries[i] = at(i);
    }
    return entries;
  }

  private static long mix(long value) {
    long x = value;
    x = (x ^ x >>> 30) * 0xBF58476D1CE4E5B9L;
    x = (x ^ x >>> 27) * 0x94D049BB133111EBL;
    return x ^ x >>> 31;
  }
}
