package dev.gil.kernel;

import dev.gil.AttachmentException;
import dev.gil.internal.SegmentAccess;
import dev.gil.refcount.RefCountedSegment;
import dev.gil.refcount.ReferenceCountException;
import java.lang.foreign.MemorySegment;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one call of a kernel will touch. Each buffer named here is pinned until the call is over,
 * whichever way it ends: whoever releases its last reference meanwhile does not free it.
 *
 * <p>Bytes that are written may not overlap any others named: a body could read what it has just
 * written. For work in place name them once, by {@code updates}.
 *
 * <p>For the thread that prepares, until {@link NativeKernel#prepare} has returned.
 */
public final class KernelPins {
  static final long UNSTATED = -1;

  private static final SegmentAccess SEGMENTS = SegmentAccess.get();

  private @Nullable Pin pins;
  private long work = UNSTATED;
  private boolean prepared;

  KernelPins() {}

  /**
   * Pins a buffer to be read.
   *
   * @param buffer all of it
   * @return its memory, for the body only
   * @throws ReferenceCountException if its last reference was released
   * @throws AttachmentException if its policy is GUARDED and this thread does not hold the lock
   * @throws IllegalArgumentException if this call writes some of it too
   */
  public MemorySegment reads(RefCountedSegment buffer) {
    return pin(buffer, 0, buffer.byteSize(), Pin.Use.READS);
  }

  /**
   * Pins a buffer to be read in part.
   *
   * @param buffer pinned whole
   * @param offset where the part begins
   * @param bytes how long it is
   * @return the part
   * @throws IndexOutOfBoundsException if the buffer has no such part
   * @throws ReferenceCountException if its last reference was released
   * @throws AttachmentException if its policy is GUARDED and this thread does not hold the lock
   * @throws IllegalArgumentException if this call writes some of it too
   */
  public MemorySegment reads(RefCountedSegment buffer, long offset, long bytes) {
    return pin(buffer, offset, bytes, Pin.Use.READS);
  }

  /**
   * Pins an array to be read.
   *
   * @param array open
   * @return its bytes
   * @throws ReferenceCountException if it was closed
   * @throws AttachmentException if its policy is GUARDED and this thread does not hold the lock
   * @throws IllegalArgumentException if this call writes some of it too
   */
  public MemorySegment reads(NativeArray array) {
    return pin(array, Pin.Use.READS);
  }

  /**
   * Pins a buffer to be written.
   *
   * @param buffer all of it
   * @return its memory, for the body only
   * @throws ReferenceCountException if its last reference was released
   * @throws AttachmentException if its policy is GUARDED and this thread does not hold the lock
   * @throws IllegalArgumentException if this call names some of it already
   */
  public MemorySegment writes(RefCountedSegment buffer) {
    return pin(buffer, 0, buffer.byteSize(), Pin.Use.WRITES);
  }

  /**
   * Pins a buffer to be written in part.
   *
   * @param buffer pinned whole
   * @param offset where the part begins
   * @param bytes how long it is
   * @return the part
   * @throws IndexOutOfBoundsException if the buffer has no such part
   * @throws ReferenceCountException if its last reference was released
   * @throws AttachmentException if its policy is GUARDED and this thread does not hold the lock
   * @throws IllegalArgumentException if this call names some of it already
   */
  public MemorySegment writes(RefCountedSegment buffer, long offset, long bytes) {
    return pin(buffer, offset, bytes, Pin.Use.WRITES);
  }

  /**
   * Pins an array to be written.
   *
   * @param array open
   * @return its bytes
   * @throws ReferenceCountException if it was closed
   * @throws AttachmentException if its policy is GUARDED and this thread does not hold the lock
   * @throws IllegalArgumentException if this call names some of it already
   */
  public MemorySegment writes(NativeArray array) {
    return pin(array, Pin.Use.WRITES);
  }

  /**
   * Pins a buffer to be read and written in place.
   *
   * @param buffer all of it
   * @return its memory, for the body only
   * @throws ReferenceCountException if its last reference was released
   * @throws AttachmentException if its policy is GUARDED and this thread does not hold the lock
   * @throws IllegalArgumentException if this call names some of it already
   */
  public MemorySegment updates(RefCountedSegment buffer) {
    return pin(buffer, 0, buffer.byteSize(), Pin.Use.UPDATES);
  }

  /**
   * Pins a buffer to be read and written in place, in part.
   *
   * @param buffer pinned whole
   * @param offset where the part begins
   * @param bytes how long it is
   * @return the part
   * @throws IndexOutOfBoundsException if the buffer has no such part
   * @throws ReferenceCountException if its last reference was released
   * @throws AttachmentException if its policy is GUARDED and this thread does not hold the lock
   * @throws IllegalArgumentException if this call names some of it already
   */
  public MemorySegment updates(RefCountedSegment buffer, long offset, long bytes) {
    return pin(buffer, offset, bytes, Pin.Use.UPDATES);
  }

  /**
   * Pins an array to be read and written in place.
   *
   * @param array open
   * @return its bytes
   * @throws ReferenceCountException if it was closed
   * @throws AttachmentException if its policy is GUARDED and this thread does not hold the lock
   * @throws IllegalArgumentException if this call names some of it already
   */
  public MemorySegment updates(NativeArray array) {
    return pin(array, Pin.Use.UPDATES);
  }

  /**
   * Says how large the work is. Where it is too little to be worth giving the lock up for, the body
   * runs with the lock held; unless it is said, the lock is given up.
   *
   * @param units of the kernel's own, such as elements or multiplications; twice as many should
   *     take twice as long
   * @throws IllegalArgumentException if negative
   */
  public void work(long units) {
    requirePreparing();
    if (units < 0) {
      throw new IllegalArgumentException(
          "work of " + units + " units: the product of the sizes may have overflowed");
    }
    work = units;
  }

  private MemorySegment pin(NativeArray array, Pin.Use use) {
    requirePreparing();
    RefCountedSegment buffer = array.openBuffer();
    return pin(buffer, array.offset(), array.byteSize(), use);
  }

  private MemorySegment pin(RefCountedSegment buffer, long offset, long bytes, Pin.Use use) {
    requirePreparing();
    Objects.checkFromIndexSize(offset, bytes, buffer.byteSize());
    MemorySegment memory = SEGMENTS.pin(buffer);
    Pin pin = new Pin(buffer, offset, bytes, memory.address() + offset, use, pins);
    pins = pin; // to be given up from here on
    for (Pin other = pin.next(); other != null; other = other.next()) {
      if (pin.conflictsWith(other)) {
        throw overlap(pin, other);
      }
    }
    return bytes == memory.byteSize() ? memory : memory.asSlice(offset, bytes);
  }

  private static IllegalArgumentException overlap(Pin pin, Pin other) {
    return new IllegalArgumentException(
        "the kernel "
            + pin
            + ", and "
            + other
            + ": what it writes must overlap nothing else. Name bytes that are worked on in place"
            + " once, by updates(), or write to another buffer");
  }

  private void requirePreparing() {
    if (prepared) {
      throw new IllegalStateException(
          "a kernel names its buffers and its work before prepare() returns, not in its body");
    }
  }

  /** What {@link #work} said, or {@link #UNSTATED}. */
  long prepared() {
    prepared = true;
    return work;
  }

  /** How many pins there are; by any thread that got this object while the body ran. */
  int count() {
    int count = 0;
    for (Pin pin = pins; pin != null; pin = pin.next()) {
      count++;
    }
    return count;
  }

  /** How many bytes are pinned, those named twice counted twice; as {@link #count()}. */
  long bytes() {
    long bytes = 0;
    for (Pin pin = pins; pin != null; pin = pin.next()) {
      bytes += pin.bytes();
    }
    return bytes;
  }

  /** Gives all pins up, once. */
  void unpin() {
    prepared = true;
    Pin first = pins;
    pins = null;
    for (Pin pin = first; pin != null; pin = pin.next()) {
      pin.segment().unpin();
    }
  }
}
