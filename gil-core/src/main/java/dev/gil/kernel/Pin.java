package dev.gil.kernel;

import dev.gil.refcount.RefCountedSegment;
import org.jspecify.annotations.Nullable;

/** One pin of a call, and for which bytes it stands. */
record Pin(
    RefCountedSegment segment, long offset, long bytes, long address, Use use, @Nullable Pin next) {
  /** What the body does with the bytes. */
  enum Use {
    READS("reads"),
    WRITES("writes"),
    UPDATES("updates");

    private final String verb;

    Use(String verb) {
      this.verb = verb;
    }
  }

  boolean conflictsWith(Pin other) {
    return (use != Use.READS || other.use != Use.READS)
        && address < other.address + other.bytes
        && other.address < address + bytes;
  }

  @Override
  public String toString() {
    return use.verb + " bytes " + offset + " to " + (offset + bytes) + " of " + segment;
  }
}
