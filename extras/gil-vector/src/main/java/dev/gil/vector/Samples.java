package dev.gil.vector;

import dev.gil.image.spi.Taps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** Samples of an image as lanes of integers: 16, 8 or 4 at a time. */
final class Samples {
  private static final int BITS = VectorShape.preferredShape().vectorBitSize();

  private static final VectorSpecies<Integer> INTS =
      BITS >= 512
          ? IntVector.SPECIES_512
          : BITS >= 256 ? IntVector.SPECIES_256 : IntVector.SPECIES_128;

  /** There is no shorter vector than one of eight bytes. */
  private static final VectorSpecies<Byte> BYTES =
      BITS >= 512 ? ByteVector.SPECIES_128 : ByteVector.SPECIES_64;

  static final int LANES = INTS.length();

  private static final VarHandle FOUR =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.nativeOrder());

  private Samples() {}

  /** Where sums begin. */
  static IntVector half() {
    return IntVector.broadcast(INTS, Taps.HALF);
  }

  static IntVector weight(int[] weights, int at) {
    return IntVector.broadcast(INTS, weights[at]);
  }

  /** Reads as many bytes as there are lanes, eight at least. */
  static IntVector load(byte[] from, int at) {
    return (IntVector)
        ByteVector.fromArray(BYTES, from, at)
            .convertShape(VectorOperators.ZERO_EXTEND_B2I, INTS, 0);
  }

  /** Writes as many bytes as there are lanes. */
  static void store(IntVector sums, byte[] to, int at) {
    IntVector cut = sums.lanewise(VectorOperators.ASHR, Taps.BITS).max(0).min(255);
    ByteVector bytes = (ByteVector) cut.convertShape(VectorOperators.I2B, BYTES, 0);
    if (LANES == BYTES.length()) {
      bytes.intoArray(to, at);
    } else {
      FOUR.set(to, at, bytes.reinterpretAsInts().lane(0));
    }
  }
}
