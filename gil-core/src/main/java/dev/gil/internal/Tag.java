package dev.gil.internal;

/** The first byte of a value in the compact form: what follows it. */
final class Tag {
  static final byte NULL = 0;
  static final byte FALSE = 1;
  static final byte TRUE = 2;
  static final byte BYTE = 3;
  static final byte SHORT = 4;
  static final byte CHAR = 5;
  static final byte INT = 6;
  static final byte LONG = 7;
  static final byte FLOAT = 8;
  static final byte DOUBLE = 9;
  static final byte STRING = 10;
  static final byte BYTES = 11;

  /** A lambda: its shape, then what it has captured. */
  static final byte LAMBDA = 12;

  /** A graph of objects by Java serialization. */
  static final byte GRAPH = 13;

  /** A byte array that was laid down elsewhere: its ticket and its length. */
  static final byte STORED = 14;

  /** A {@link java.nio.ByteBuffer}: what it is like, then its bytes. */
  static final byte BUFFER = 15;

  /** A {@link java.lang.foreign.MemorySegment}: its bytes. */
  static final byte MEMORY = 16;

  /** A segment that both processes map: its file and its size. */
  static final byte SHARED = 17;

  /** A lambda whose shape lies in a depot: its ticket and its length, then what was captured. */
  static final byte KEPT_LAMBDA = 18;

  /** An object in the words of a codec: its id, then its bytes. */
  static final byte CODED = 19;

  private Tag() {}
}
