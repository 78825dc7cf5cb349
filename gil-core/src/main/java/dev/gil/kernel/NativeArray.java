package dev.gil.kernel;

import dev.gil.AttachmentException;
import dev.gil.internal.SegmentAccess;
import dev.gil.refcount.RefCountedSegment;
import dev.gil.refcount.ReferenceCountException;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;

/**
 * Numbers of one type outside the heap: a view of a {@link RefCountedSegment}, or of a part of it.
 *
 * <p>Each view is one reference to the buffer and is closed once; the memory is freed with the last
 * of them and the last pin. A view that was closed throws {@link ReferenceCountException}, also
 * while others keep the memory.
 *
 * <p>Who may use a view is said by the buffer's policy: under GUARDED whoever holds the lock,
 * others get {@link AttachmentException}. Elements are as shared as those of a Java array: who
 * writes them must order that with who reads.
 */
public abstract sealed class NativeArray implements AutoCloseable
    permits ByteArray, IntArray, FloatArray, DoubleArray {
  private static final SegmentAccess SEGMENTS = SegmentAccess.get();
  private static final VarHandle CLOSED;

  static {
    try {
      CLOSED = MethodHandles.lookup().findVarHandle(NativeArray.class, "closed", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** The longest Java array. */
  private static final int MOST_ON_HEAP = Integer.MAX_VALUE - 8;

  private final RefCountedSegment buffer;
  private final MemorySegment memory; // of the view
  private final long offset;
  private final int elementBytes;
  private volatile boolean closed;

  /** A view that takes over one reference to the buffer. */
  NativeArray(RefCountedSegment buffer, long offset, long bytes, int elementBytes) {
    this.buffer = buffer;
    this.memory = SEGMENTS.memory(buffer).asSlice(offset, bytes);
    this.offset = offset;
    this.elementBytes = elementBytes;
  }

  static long bytes(long length, int elementBytes) {
    if (length < 0 || length > Long.MAX_VALUE / elementBytes) {
      throw new IllegalArgumentException(
          "an array of " + length + " elements of " + elementBytes + " bytes cannot be allocated");
    }
    return length * elementBytes;
  }

  /** Adds the reference of a new view of the whole buffer. */
  static RefCountedSegment retained(RefCountedSegment buffer, int elementBytes) {
    if (buffer.byteSize() % elementBytes != 0) {
      throw new IllegalArgumentException(
          buffer + " is no multiple of " + elementBytes + " bytes, the size of an element");
    }
    buffer.retain();
    return buffer;
  }

  /**
   * The memory behind the array, perhaps larger than it.
   *
   * @return always the same; the reference stays the array's
   */
  public RefCountedSegment buffer() {
    return buffer;
  }

  /**
   * Where the view begins in its buffer.
   *
   * @return in bytes
   */
  public long offset() {
    return offset;
  }

  /**
   * How many elements there are.
   *
   * @return 0 or more; known also once closed
   */
  public long length() {
    return byteSize() / elementBytes;
  }

  /**
   * How large the view is.
   *
   * @return in bytes; known also once closed
   */
  public long byteSize() {
    return memory.byteSize();
  }

  /**
   * The memory of the view, to be used while it is open. Kernels ask {@link KernelPins} instead.
   *
   * @return always the same
   * @throws ReferenceCountException if the view was closed
   * @throws AttachmentException if the policy is GUARDED and this thread does not hold the lock
   */
  public MemorySegment segment() {
    var _ = openBuffer();
    return memory;
  }

  /** The buffer, of a view that may be used. */
  RefCountedSegment openBuffer() {
    buffer.requireAlive();
    if (closed) {
      throw closedBefore("used");
    }
    return buffer;
  }

  /** The memory, and a check of one index. */
  final MemorySegment at(long index) {
    MemorySegment open = segment();
    Objects.checkIndex(index, length());
    return open;
  }

  /** Checks a part of the view and adds a reference for it; returns where it begins, in bytes. */
  final long part(long from, long to) {
    Objects.checkFromToIndex(from, to, length());
    openBuffer().retain();
    return offset + from * elementBytes;
  }

  final void requireSameLength(long other) {
    if (other != length()) {
      throw new IllegalArgumentException(
          "an array of " + other + " elements does not fit one of " + length());
    }
  }

  final int lengthOnHeap() {
    if (length() > MOST_ON_HEAP) {
      throw new IllegalStateException(
          length() + " elements are more than a Java array can have: take slices");
    }
    return (int) length();
  }

  private ReferenceCountException closedBefore(String verb) {
    return new ReferenceCountException(
        this + " was " + verb + " after it had been closed. Whoever keeps an array takes a slice");
  }

  /**
   * Gives the view's reference up.
   *
   * @throws ReferenceCountException if it was closed before
   * @throws AttachmentException if the policy is GUARDED and this thread does not hold the lock;
   *     the view stays open
   */
  @Override
  public void close() {
    var _ = buffer.references(); // checks the lock of a guarded one
    if (!CLOSED.compareAndSet(this, false, true)) {
      throw closedBefore("closed");
    }
    buffer.release();
  }

  /** As {@code DoubleArray[512 in RefCountedSegment@1f2e3d[4096 bytes, 0 pins]]}. */
  @Override
  public String toString() {
    return getClass().getSimpleName() + '[' + length() + " in " + buffer + ']';
  }
}
