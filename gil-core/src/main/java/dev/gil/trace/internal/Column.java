package dev.gil.trace.internal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * A column of numbers as a page reads it: base64 of bytes with seven bits each, the lowest first,
 * the eighth says that more follow.
 */
final class Column {
  private byte[] bytes = new byte[64];
  private int size;

  /** Adds a number that is not negative. */
  void add(long value) {
    if (value < 0) {
      throw new IllegalArgumentException(value + " is negative");
    }
    long rest = value;
    while (rest > 127) {
      put((int) ((rest & 127) | 128));
      rest >>>= 7;
    }
    put((int) rest);
  }

  /** Adds a number with its sign in the lowest bit. */
  void addSigned(long value) {
    add(value < 0 ? 2 * -(value + 1) + 1 : 2 * value);
  }

  private void put(int value) {
    if (size == bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * size);
    }
    bytes[size++] = (byte) value;
  }

  String base64() {
    byte[] encoded = Base64.getEncoder().encode(Arrays.copyOf(bytes, size));
    return new String(encoded, StandardCharsets.ISO_8859_1);
  }
}
