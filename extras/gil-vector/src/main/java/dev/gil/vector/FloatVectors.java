package dev.gil.vector;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.gil.kernel.CancelPoll;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Vectors of floats. Four sums run side by side, as one would wait for itself at each addition.
 * Loops count bytes by a {@code long}: only then are the checks of a segment's bounds moved out of
 * them.
 */
final class FloatVectors {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final long BYTES = SPECIES.vectorByteSize();
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  /** Elements between two polls: some 50 microseconds, and some thousand for each sum in a lane. */
  private static final int TILE = 1 << 16;

  private FloatVectors() {}

  static void axpy(long n, float alpha, MemorySegment x, MemorySegment y, CancelPoll cancel) {
    for (long from = 0; alpha != 0 && from < n; from += TILE) {
      cancel.poll();
      add(from, Math.min(n, from + TILE), alpha, x, y);
    }
  }

  private static void add(long from, long to, float alpha, MemorySegment x, MemorySegment y) {
    FloatVector factor = FloatVector.broadcast(SPECIES, alpha);
    long at = from * Float.BYTES;
    long end = to * Float.BYTES;
    for (; at <= end - BYTES; at += BYTES) {
      factor
          .fma(
              FloatVector.fromMemorySegment(SPECIES, x, at, ORDER),
              FloatVector.fromMemorySegment(SPECIES, y, at, ORDER))
          .intoMemorySegment(y, at, ORDER);
    }
    for (; at < end; at += Float.BYTES) {
      y.set(JAVA_FLOAT, at, Math.fma(alpha, x.get(JAVA_FLOAT, at), y.get(JAVA_FLOAT, at)));
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

  private static float products(long from, long to, MemorySegment x, MemorySegment y) {
    FloatVector s0 = FloatVector.zero(SPECIES);
    FloatVector s1 = FloatVector.zero(SPECIES);
    FloatVector s2 = FloatVector.zero(SPECIES);
    FloatVector s3 = FloatVector.zero(SPECIES);
    long at = from * Float.BYTES;
    long end = to * Float.BYTES;
    for (; at <= end - 4 * BYTES; at += 4 * BYTES) {
      s0 =
          FloatVector.fromMemorySegment(SPECIES, x, at, ORDER)
              .fma(FloatVector.fromMemorySegment(SPECIES, y, at, ORDER), s0);
      s1 =
          FloatVector.fromMemorySegment(SPECIES, x, at + BYTES, ORDER)
              .fma(FloatVector.fromMemorySegment(SPECIES, y, at + BYTES, ORDER), s1);
      s2 =
          FloatVector.fromMemorySegment(SPECIES, x, at + 2 * BYTES, ORDER)
              .fma(FloatVector.fromMemorySegment(SPECIES, y, at + 2 * BYTES, ORDER), s2);
      s3 =
          FloatVector.fromMemorySegment(SPECIES, x, at + 3 * BYTES, ORDER)
              .fma(FloatVector.fromMemorySegment(SPECIES, y, at + 3 * BYTES, ORDER), s3);
    }
    FloatVector all = s0.add(s1).add(s2.add(s3));
    for (; at <= end - BYTES; at += BYTES) {
      all =
          FloatVector.fromMemorySegment(SPECIES, x, at, ORDER)
              .fma(FloatVector.fromMemorySegment(SPECIES, y, at, ORDER), all);
    }
    float sum = all.reduceLanes(VectorOperators.ADD);
    for (; at < end; at += Float.BYTES) {
      sum += x.get(JAVA_FLOAT, at) * y.get(JAVA_FLOAT, at);
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

  private static float elements(long from, long to, MemorySegment x) {
    FloatVector s0 = FloatVector.zero(SPECIES);
    FloatVector s1 = FloatVector.zero(SPECIES);
    FloatVector s2 = FloatVector.zero(SPECIES);
    FloatVector s3 = FloatVector.zero(SPECIES);
    long at = from * Float.BYTES;
    long end = to * Float.BYTES;
    for (; at <= end - 4 * BYTES; at += 4 * BYTES) {
      s0 = s0.add(FloatVector.fromMemorySegment(SPECIES, x, at, ORDER));
      s1 = s1.add(FloatVector.fromMemorySegment(SPECIES, x, at + BYTES, ORDER));
      s2 = s2.add(FloatVector.fromMemorySegment(SPECIES, x, at + 2 * BYTES, ORDER));
      s3 = s3.add(FloatVector.fromMemorySegment(SPECIES, x, at + 3 * BYTES, ORDER));
    }
    FloatVector all = s0.add(s1).add(s2.add(s3));
    for (; at <= end - BYTES; at += BYTES) {
      all = all.add(FloatVector.fromMemorySegment(SPECIES, x, at, ORDER));
    }
    float sum = all.reduceLanes(VectorOperators.ADD);
    for (; at < end; at += Float.BYTES) {
      sum += x.get(JAVA_FLOAT, at);
    }
    return sum;
  }
}
