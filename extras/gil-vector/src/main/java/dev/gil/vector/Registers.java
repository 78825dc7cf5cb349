package dev.gil.vector;

import java.util.Locale;
import jdk.incubator.vector.VectorShape;

/** How many vectors this machine holds at once. */
final class Registers {
  /** Whether there are 32: with vectors of 512 bits, and on Arm. */
  static final boolean MANY =
      VectorShape.preferredShape().vectorBitSize() >= 512
          || System.getProperty("os.arch", "").toLowerCase(Locale.ROOT).startsWith("aarch64");

  private Registers() {}
}
