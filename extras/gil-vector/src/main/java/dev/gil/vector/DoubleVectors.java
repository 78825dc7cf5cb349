package dev.gil.vector;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import dev.gil.kernel.CancelPoll;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Vectors of doubles. Four sums run side by side, as one would wait for itself at each addition.
 * Loops count bytes by a {@code long}: only then are the checks of a segment's bounds moved out of
 * them.
 */
final class DoubleVectors {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final long BYTES = SPECIES.vectorByteSize();
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  /** Elements between two polls: some 50 microseconds, and some thousand for each sum in a lane. */
  private static final int TILE = 1 << 16;

  private DoubleVectors() {}

  static void axpy(long n, double alpha, MemorySegment x, MemorySegment y, CancelPoll cancel) {
    for (long from = 0; alpha != 0 && from < n; from += TILE) {
      cancel.poll();
      add(from, Math.min(n, from + TILE), alpha, x, y);
    }
  }

  private static void add(long from, long to, double alpha, MemorySegment x, MemorySegment y) {
    DoubleVector factor = DoubleVector.broadcast(SPECIES, alpha);
    long at = from * Double.BYTES;
    long end = to * Double.BYTES;
    for (; at <= end - BYTES; at += BYTES) {
      factor
          .fma(
              DoubleVector.fromMemorySegment(SPECIES, x, at, ORDER),
              DoubleVector.fromMemorySegment(SPECIES, y, at, ORDER))
          .intoMemorySegment(y, at, ORDER);
    }
    for (; at < end; at += Double.BYTES) {
      y.set(JAVA_DOUBLE, at, Math.fma(alpha, x.get(JAVA_DOUBLE, at), y.get(JAVA_DOUBLE, at)));
    }
  }

  static double dot(long n, MemorySegment x, MemorySegment y, CancelPoll cancel) {
    double sum = 0;
    for (long from = 0; from < n; from += TILE) {
      cancel.poll();
      sum += products(from, Math.min(n, from + TILE), x, y);
    }
    return sum;
  }

  private static double products(long from, long to, MemorySegment x, MemorySegment y) {
    DoubleVector s0 = DoubleVector.zero(SPECIES);
    DoubleVector s1 = DoubleVector.zero(SPECIES);
    DoubleVector s2 = DoubleVector.zero(SPECIES);
    DoubleVector s3 = DoubleVector.zero(SPECIES);
    long at = from * Double.BYTES;
    long end = to * Double.BYTES;
    for (; at <= end - 4 * BYTES; at += 4 * BYTES) {
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
    }
    DoubleVector all = s0.add(s1).add(s2.add(s3));
    for (; at <= end - BYTES; at += BYTES) {
      all =
          DoubleVector.fromMemorySegment(SPECIES, x, at, ORDER)
              .fma(DoubleVector.fromMemorySegment(SPECIES, y, at, ORDER), all);
    }
    double sum = all.reduceLanes(VectorOperators.ADD);
    for (; at < end; at += Double.BYTES) {
      sum += x.get(JAVA_DOUBLE, at) * y.get(JAVA_DOUBLE, at);
    }
    return sum;
  }

  static double sum(long n, MemorySegment x, CancelPoll cancel) {
    double sum = 0;
    for (long from = 0; from < n; from += TILE) {
      cancel.poll();
      sum += elements(from, Math.min(n, from + TILE), x);
    }
    return sum;
  }

  private static double elements(long from, long to, MemorySegment x) {
    DoubleVector s0 = DoubleVector.zero(SPECIES);
    DoubleVector s1 = DoubleVector.zero(SPECIES);
    DoubleVector s2 = DoubleVector.zero(SPECIES);
    DoubleVector s3 = DoubleVector.zero(SPECIES);
    long at = from * Double.BYTES;
    long end = to * Double.BYTES;
    for (; at <= end - 4 * BYTES; at += 4 * BYTES) {
      s0 = s0.add(DoubleVector.fromMemorySegment(SPECIES, x, at, ORDER));
      s1 = s1.add(DoubleVector.fromMemorySegment(SPECIES, x, at + BYTES, ORDER));
      s2 = s2.add(DoubleVector.fromMemorySegment(SPECIES, x, at + 2 * BYTES, ORDER));
      s3 = s3.add(DoubleVector.fromMemorySegment(SPECIES, x, at + 3 * BYTES, ORDER));
    }
    DoubleVector all = s0.add(s1).add(s2.add(s3));
    for (; at <= end - BYTES; at += BYTES) {
      all = all.add(DoubleVector.fromMemorySegment(SPECIES, x, at, ORDER));
    }
    double sum = all.reduceLanes(VectorOperators.ADD);
    for (; at < end; at += Double.BYTES) {
      sum += x.get(JAVA_DOUBLE, at);
    }
    return sum;
  }
}
