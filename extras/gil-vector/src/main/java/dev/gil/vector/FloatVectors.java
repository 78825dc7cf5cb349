package dev.gil.vector;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.gil.kernel.CancelPoll;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Vectors of floats: sums run side by side, as one would wait for itself at each addition. */
final class FloatVectors {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();
  private static final long BYTES = SPECIES.vectorByteSize();
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  /** Elements between two polls, and of the longest sum of floats. */
  private static final int TILE = 4_096;

  private FloatVectors() {}

  static void axpy(long n, float alpha, MemorySegment x, MemorySegment y, CancelPoll cancel) {
    for (long from = 0; alpha != 0 && from < n; from += TILE) {
      cancel.poll();
      add(from, (int) Math.min(TILE, n - from), alpha, x, y);
    }
  }

  private static void add(long from, int many, float alpha, MemorySegment x, MemorySegment y) {
    FloatVector factor = FloatVector.broadcast(SPECIES, alpha);
    int i = 0;
    for (; i <= many - LANES; i += LANES) {
      long at = (from + i) * Float.BYTES;
      factor
          .fma(
              FloatVector.fromMemorySegment(SPECIES, x, at, ORDER),
              FloatVector.fromMemorySegment(SPECIES, y, at, ORDER))
          .intoMemorySegment(y, at, ORDER);
    }
    for (; i < many; i++) {
      long at = from + i;
      y.setAtIndex(
          JAVA_FLOAT,
          at,
          Math.fma(alpha, x.getAtIndex(JAVA_FLOAT, at), y.getAtIndex(JAVA_FLOAT, at)));
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

  private static float products(long from, int many, MemorySegment x, MemorySegment y) {
    FloatVector s0 = FloatVector.zero(SPECIES);
    FloatVector s1 = FloatVector.zero(SPECIES);
    FloatVector s2 = FloatVector.zero(SPECIES);
    FloatVector s3 = FloatVector.zero(SPECIES);
    FloatVector s4 = FloatVector.zero(SPECIES);
    FloatVector s5 = FloatVector.zero(SPECIES);
    FloatVector s6 = FloatVector.zero(SPECIES);
    FloatVector s7 = FloatVector.zero(SPECIES);
    int i = 0;
    for (; i <= many - 8 * LANES; i += 8 * LANES) {
      long at = (from + i) * Float.BYTES;
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
      s4 =
          FloatVector.fromMemorySegment(SPECIES, x, at + 4 * BYTES, ORDER)
              .fma(FloatVector.fromMemorySegment(SPECIES, y, at + 4 * BYTES, ORDER), s4);
      s5 =
          FloatVector.fromMemorySegment(SPECIES, x, at + 5 * BYTES, ORDER)
              .fma(FloatVector.fromMemorySegment(SPECIES, y, at + 5 * BYTES, ORDER), s5);
      s6 =
          FloatVector.fromMemorySegment(SPECIES, x, at + 6 * BYTES, ORDER)
              .fma(FloatVector.fromMemorySegment(SPECIES, y, at + 6 * BYTES, ORDER), s6);
      s7 =
          FloatVector.fromMemorySegment(SPECIES, x, at + 7 * BYTES, ORDER)
              .fma(FloatVector.fromMemorySegment(SPECIES, y, at + 7 * BYTES, ORDER), s7);
    }
    FloatVector all = s0.add(s1).add(s2.add(s3)).add(s4.add(s5).add(s6.add(s7)));
    for (; i <= many - LANES; i += LANES) {
      all =
          FloatVector.fromMemorySegment(SPECIES, x, (from + i) * Float.BYTES, ORDER)
              .fma(FloatVector.fromMemorySegment(SPECIES, y, (from + i) * Float.BYTES, ORDER), all);
    }
    float sum = all.reduceLanes(VectorOperators.ADD);
    for (; i < many; i++) {
      sum += x.getAtIndex(JAVA_FLOAT, from + i) * y.getAtIndex(JAVA_FLOAT, from + i);
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

  private static float elements(long from, int many, MemorySegment x) {
    FloatVector s0 = FloatVector.zero(SPECIES);
    FloatVector s1 = FloatVector.zero(SPECIES);
    FloatVector s2 = FloatVector.zero(SPECIES);
    FloatVector s3 = FloatVector.zero(SPECIES);
    FloatVector s4 = FloatVector.zero(SPECIES);
    FloatVector s5 = FloatVector.zero(SPECIES);
    FloatVector s6 = FloatVector.zero(SPECIES);
    FloatVector s7 = FloatVector.zero(SPECIES);
    int i = 0;
    for (; i <= many - 8 * LANES; i += 8 * LANES) {
      long at = (from + i) * Float.BYTES;
      s0 = s0.add(FloatVector.fromMemorySegment(SPECIES, x, at, ORDER));
      s1 = s1.add(FloatVector.fromMemorySegment(SPECIES, x, at + BYTES, ORDER));
      s2 = s2.add(FloatVector.fromMemorySegment(SPECIES, x, at + 2 * BYTES, ORDER));
      s3 = s3.add(FloatVector.fromMemorySegment(SPECIES, x, at + 3 * BYTES, ORDER));
      s4 = s4.add(FloatVector.fromMemorySegment(SPECIES, x, at + 4 * BYTES, ORDER));
      s5 = s5.add(FloatVector.fromMemorySegment(SPECIES, x, at + 5 * BYTES, ORDER));
      s6 = s6.add(FloatVector.fromMemorySegment(SPECIES, x, at + 6 * BYTES, ORDER));
      s7 = s7.add(FloatVector.fromMemorySegment(SPECIES, x, at + 7 * BYTES, ORDER));
    }
    FloatVector all = s0.add(s1).add(s2.add(s3)).add(s4.add(s5).add(s6.add(s7)));
    for (; i <= many - LANES; i += LANES) {
      all = all.add(FloatVector.fromMemorySegment(SPECIES, x, (from + i) * Float.BYTES, ORDER));
    }
    float sum = all.reduceLanes(VectorOperators.ADD);
    for (; i < many; i++) {
      sum += x.getAtIndex(JAVA_FLOAT, from + i);
    }
    return sum;
  }
}
