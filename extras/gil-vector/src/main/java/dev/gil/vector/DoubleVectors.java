package dev.gil.vector;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import dev.gil.kernel.CancelPoll;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Vectors of doubles: sums run side by side, as one would wait for itself at each addition. */
final class DoubleVectors {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();
  private static final long BYTES = SPECIES.vectorByteSize();
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  /** Elements between two polls, and of the longest sum of doubles. */
  private static final int TILE = 4_096;

  private DoubleVectors() {}

  static void axpy(long n, double alpha, MemorySegment x, MemorySegment y, CancelPoll cancel) {
    for (long from = 0; alpha != 0 && from < n; from += TILE) {
      cancel.poll();
      add(from, (int) Math.min(TILE, n - from), alpha, x, y);
    }
  }

  private static void add(long from, int many, double alpha, MemorySegment x, MemorySegment y) {
    DoubleVector factor = DoubleVector.broadcast(SPECIES, alpha);
    int i = 0;
    for (; i <= many - LANES; i += LANES) {
      long at = (from + i) * Double.BYTES;
      factor
          .fma(
              DoubleVector.fromMemorySegment(SPECIES, x, at, ORDER),
              DoubleVector.fromMemorySegment(SPECIES, y, at, ORDER))
          .intoMemorySegment(y, at, ORDER);
    }
    for (; i < many; i++) {
      long at = from + i;
      y.setAtIndex(
          JAVA_DOUBLE,
          at,
          Math.fma(alpha, x.getAtIndex(JAVA_DOUBLE, at), y.getAtIndex(JAVA_DOUBLE, at)));
    }
  }

  static double dot(long n, MemorySegment x, MemorySegment y, CancelPoll cancel) {
    double sum = 0;
    for (long from = 0; from < n; from += TILE) {
      cancel.poll();
      sum += products(from, (int) Math.min(TILE, n - from), x, y);
    }
    return sum;
  }

  private static double products(long from, int many, MemorySegment x, MemorySegment y) {
    DoubleVector s0 = DoubleVector.zero(SPECIES);
    DoubleVector s1 = DoubleVector.zero(SPECIES);
    DoubleVector s2 = DoubleVector.zero(SPECIES);
    DoubleVector s3 = DoubleVector.zero(SPECIES);
    DoubleVector s4 = DoubleVector.zero(SPECIES);
    DoubleVector s5 = DoubleVector.zero(SPECIES);
    DoubleVector s6 = DoubleVector.zero(SPECIES);
    DoubleVector s7 = DoubleVector.zero(SPECIES);
    int i = 0;
    for (; i <= many - 8 * LANES; i += 8 * LANES) {
      long at = (from + i) * Double.BYTES;
      s0 =
          DoubleVector.fromMemorySegment(SPECIES, x, at, ORDER)
              .fma(DoubleVector.fromMemorySegment(SPECIES, y, at, ORDER), s0);
      s1 =
          DoubleVector.fromMemorySegment(SPECIES, x, at + BYTES, ORDER)
              .fma(DoubleVector.fromMemorySegment(SPECIES, y, at + BYTES, ORDER), s1);
      s2 =
          DoubleVector.fromMemorySegment(SPECIES, x, at + 2 * BYTES, ORDER)
              .fma(DoubleVector.fromMemorySegment(SPECIES, y, at + 2 * BYTES, ORDER), s2);
      s3 =
          DoubleVector.fromMemorySegment(SPECIES, x, at + 3 * BYTES, ORDER)
              .fma(DoubleVector.fromMemorySegment(SPECIES, y, at + 3 * BYTES, ORDER), s3);
      s4 =
          DoubleVector.fromMemorySegment(SPECIES, x, at + 4 * BYTES, ORDER)
              .fma(DoubleVector.fromMemorySegment(SPECIES, y, at + 4 * BYTES, ORDER), s4);
      s5 =
          DoubleVector.fromMemorySegment(SPECIES, x, at + 5 * BYTES, ORDER)
              .fma(DoubleVector.fromMemorySegment(SPECIES, y, at + 5 * BYTES, ORDER), s5);
      s6 =
          DoubleVector.fromMemorySegment(SPECIES, x, at + 6 * BYTES, ORDER)
              .fma(DoubleVector.fromMemorySegment(SPECIES, y, at + 6 * BYTES, ORDER), s6);
      s7 =
          DoubleVector.fromMemorySegment(SPECIES, x, at + 7 * BYTES, ORDER)
              .fma(DoubleVector.fromMemorySegment(SPECIES, y, at + 7 * BYTES, ORDER), s7);
    }
    DoubleVector all = s0.add(s1).add(s2.add(s3)).add(s4.add(s5).add(s6.add(s7)));
    for (; i <= many - LANES; i += LANES) {
      all =
          DoubleVector.fromMemorySegment(SPECIES, x, (from + i) * Double.BYTES, ORDER)
              .fma(
                  DoubleVector.fromMemorySegment(SPECIES, y, (from + i) * Double.BYTES, ORDER),
                  all);
    }
    double sum = all.reduceLanes(VectorOperators.ADD);
    for (; i < many; i++) {
      sum += x.getAtIndex(JAVA_DOUBLE, from + i) * y.getAtIndex(JAVA_DOUBLE, from + i);
    }
    return sum;
  }

  static double sum(long n, MemorySegment x, CancelPoll cancel) {
    double sum = 0;
    for (long from = 0; from < n; from += TILE) {
      cancel.poll();
      sum += elements(from, (int) Math.min(TILE, n - from), x);
    }
    return sum;
  }

  private static double elements(long from, int many, MemorySegment x) {
    DoubleVector s0 = DoubleVector.zero(SPECIES);
    DoubleVector s1 = DoubleVector.zero(SPECIES);
    DoubleVector s2 = DoubleVector.zero(SPECIES);
    DoubleVector s3 = DoubleVector.zero(SPECIES);
    DoubleVector s4 = DoubleVector.zero(SPECIES);
    DoubleVector s5 = DoubleVector.zero(SPECIES);
    DoubleVector s6 = DoubleVector.zero(SPECIES);
    DoubleVector s7 = DoubleVector.zero(SPECIES);
    int i = 0;
    for (; i <= many - 8 * LANES; i += 8 * LANES) {
      long at = (from + i) * Double.BYTES;
      s0 = s0.add(DoubleVector.fromMemorySegment(SPECIES, x, at, ORDER));
      s1 = s1.add(DoubleVector.fromMemorySegment(SPECIES, x, at + BYTES, ORDER));
      s2 = s2.add(DoubleVector.fromMemorySegment(SPECIES, x, at + 2 * BYTES, ORDER));
      s3 = s3.add(DoubleVector.fromMemorySegment(SPECIES, x, at + 3 * BYTES, ORDER));
      s4 = s4.add(DoubleVector.fromMemorySegment(SPECIES, x, at + 4 * BYTES, ORDER));
      s5 = s5.add(DoubleVector.fromMemorySegment(SPECIES, x, at + 5 * BYTES, ORDER));
      s6 = s6.add(DoubleVector.fromMemorySegment(SPECIES, x, at + 6 * BYTES, ORDER));
      s7 = s7.add(DoubleVector.fromMemorySegment(SPECIES, x, at + 7 * BYTES, ORDER));
    }
    DoubleVector all = s0.add(s1).add(s2.add(s3)).add(s4.add(s5).add(s6.add(s7)));
    for (; i <= many - LANES; i += LANES) {
      all = all.add(DoubleVector.fromMemorySegment(SPECIES, x, (from + i) * Double.BYTES, ORDER));
    }
    double sum = all.reduceLanes(VectorOperators.ADD);
    for (; i < many; i++) {
      sum += x.getAtIndex(JAVA_DOUBLE, from + i);
    }
    return sum;
  }
}
