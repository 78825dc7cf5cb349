package dev.gil.refcount;

import dev.gil.AttachmentException;
import dev.gil.GlobalLock;
import dev.gil.internal.SegmentAccess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Memory outside the heap that is freed when the last of its references is released.
 *
 * <p>Compared with a shared {@link java.lang.foreign.Arena} for each buffer, whose closing stops
 * every thread for a moment: allocated by {@code calloc} and freed by {@code free}, a thousand
 * times cheaper for small buffers. What the arena would check, the count checks: {@link #segment()}
 * after the last release and a release too many throw {@link ReferenceCountException}.
 *
 * {@snippet :
 * try (RefCountedSegment buffer = RefCountedSegment.allocate(4096, lock)) {
 *   buffer.pin();
 *   try {
 *     MemorySegment memory = buffer.segment();
 *     gil.detached(() -> compress(memory)); // whoever releases meanwhile does not free it
 *   } finally {
 *     buffer.unpin();
 *   }
 * }
 * }
 *
 * <p>A {@link MemorySegment} that is kept after the last release is as dangerous as a pointer in C:
 * ask for it where it is used. With sites on ({@code -Ddev.gil.refcount.tracking=sites} or an open
 * {@link RefCountLedger}) the memory comes from an arena, and such use throws {@link
 * IllegalStateException} instead.
 *
 * <p>Native access: {@code --enable-native-access=dev.gil.core} ({@code ALL-UNNAMED} on the class
 * path, {@code Enable-Native-Access} in a manifest). Without it the memory comes from an arena for
 * each buffer: right, and slower to free.
 *
 * <p>Who may retain, release and use it is said by its {@link RefCountPolicy}; {@link #unpin()} is
 * for any thread. The bytes are as shared as any: whoever writes them must order that with who
 * reads. What happened before a release or an unpin <i>happens-before</i> the memory is freed.
 */
public final class RefCountedSegment extends RefCounted {
  private static final int ONE_PIN = 1;

  /** Set with the last release; the pins are the other bits. */
  private static final int RELEASED = Integer.MIN_VALUE;

  private static final VarHandle PINS;

  static {
    SegmentAccess.set(
        new SegmentAccess() {
          @Override
          public MemorySegment memory(RefCountedSegment segment) {
            return segment.memory.memory();
          }

          @Override
          public MemorySegment pin(RefCountedSegment segment) {
            segment.pin();
            return segment.memory.memory();
          }

          @Override
          public @Nullable Path file(RefCountedSegment segment) {
            return segment.file;
          }

          @Override
          public RefCountedSegment open(Path file, long bytes) throws IOException {
            return new RefCountedSegment(SharedMemory.open(file, bytes), RefCountPolicy.ATOMIC);
          }
        });
    try {
      PINS = MethodHandles.lookup().findVarHandle(RefCountedSegment.class, "pins", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final OffHeap memory;
  private final @Nullable Path file;
  private volatile int pins;

  private RefCountedSegment(OffHeap memory, GlobalLock lock) {
    super(lock);
    this.memory = memory;
    this.file = null;
  }

  private RefCountedSegment(OffHeap memory, RefCountPolicy policy) {
    super(policy);
    this.memory = memory;
    this.file = null;
  }

  private RefCountedSegment(SharedMemory shared, GlobalLock lock) {
    super(lock);
    this.memory = new OffHeap(shared.memory(), shared.free());
    this.file = shared.file();
  }

  private RefCountedSegment(SharedMemory shared, RefCountPolicy policy) {
    super(policy);
    this.memory = new OffHeap(shared.memory(), shared.free());
    this.file = shared.file();
  }

  /**
   * Zeroed memory with one reference, guarded by a lock.
   *
   * @param bytes how many; 0 or more
   * @param lock the lock under which the count is changed; need not be held now
   * @return a new segment, to be released by the caller
   * @throws IllegalArgumentException if {@code bytes} is negative
   * @throws OutOfMemoryError if there is not so much
   */
  public static RefCountedSegment allocate(long bytes, GlobalLock lock) {
    Objects.requireNonNull(lock, "lock"); // before there is memory to leak
    return new RefCountedSegment(memory(bytes), lock);
  }

  /**
   * Zeroed memory with one reference, under a policy that needs no lock.
   *
   * @param bytes how many; 0 or more
   * @param policy anything but {@link RefCountPolicy#GUARDED}
   * @return a new segment, to be released by the caller
   * @throws IllegalArgumentException if {@code bytes} is negative or the policy needs a lock
   * @throws OutOfMemoryError if there is not so much
   */
  public static RefCountedSegment allocate(long bytes, RefCountPolicy policy) {
    RefCountPolicy fit = lockless(policy); // before there is memory to leak
    return new RefCountedSegment(memory(bytes), fit);
  }

  /**
   * Zeroed memory that worker processes see too, with one reference, guarded by a lock. Otherwise
   * as {@link #allocateShared(long, RefCountPolicy)}.
   *
   * @param bytes how many; 0 or more
   * @param lock the lock under which the count is changed; need not be held now
   * @return a new segment, to be released by the caller
   * @throws IllegalArgumentException if {@code bytes} is negative
   * @throws UncheckedIOException if there is no space for it
   */
  public static RefCountedSegment allocateShared(long bytes, GlobalLock lock) {
    Objects.requireNonNull(lock, "lock"); // before there is memory to leak
    return new RefCountedSegment(SharedMemory.create(checked(bytes)), lock);
  }

  /**
   * Zeroed memory that worker processes see too, with one reference, under a policy that needs no
   * lock.
   *
   * <p>A task that has captured the segment (itself, not within another object) finds the same
   * bytes in a worker, however many they are, and what it writes is seen here: nothing is copied.
   * It is pinned from submit until the task has ended. The task has a segment of policy {@link
   * RefCountPolicy#ATOMIC} of its own, which is released after it.
   *
   * <p>Behind it is a file in memory, or where the system has no place for such in {@code
   * java.io.tmpdir}, that only this user can open. It goes with the last reference and pin, and
   * when this JVM ends, however it does.
   *
   * @param bytes how many; 0 or more
   * @param policy anything but {@link RefCountPolicy#GUARDED}
   * @return a new segment, to be released by the caller
   * @throws IllegalArgumentException if {@code bytes} is negative or the policy needs a lock
   * @throws UncheckedIOException if there is no space for it
   */
  public static RefCountedSegment allocateShared(long bytes, RefCountPolicy policy) {
    RefCountPolicy fit = lockless(policy); // before there is memory to leak
    return new RefCountedSegment(SharedMemory.create(checked(bytes)), fit);
  }

  private static RefCountPolicy lockless(RefCountPolicy policy) {
    if (policy == RefCountPolicy.GUARDED) {
      throw new IllegalArgumentException("policy GUARDED needs the lock that guards the count");
    }
    return policy;
  }

  private static long checked(long bytes) {
    if (bytes < 0) {
      throw new IllegalArgumentException(bytes + " bytes cannot be allocated");
    }
    return bytes;
  }

  private static OffHeap memory(long bytes) {
    long room = checked(bytes);
    return OffHeap.allocate(room, Track.isOn());
  }

  /**
   * The memory, to be used while this reference is kept or a pin is held. Aligned to 16 bytes.
   *
   * @return always the same
   * @throws ReferenceCountException if the last reference was released, whether or not a pin still
   *     keeps the memory
   * @throws AttachmentException if the policy is GUARDED and this thread does not hold the lock
   */
  public MemorySegment segment() {
    requireAlive();
    return memory.memory();
  }

  /**
   * How large it is. Also known once it is freed.
   *
   * @return in bytes
   */
  public long byteSize() {
    return memory.memory().byteSize();
  }

  /**
   * Keeps the memory from being freed until {@link #unpin()}, for work that runs without the lock.
   * Pins count; a pin is no reference.
   *
   * @throws ReferenceCountException if the last reference was released already
   * @throws AttachmentException if the policy is GUARDED and this thread does not hold the lock
   */
  public void pin() {
    requireAlive();
    int before;
    do {
      before = pins;
      if (before < 0) { // released since requireAlive
        throw ReferenceCountException.afterZero(this, Misuse.PIN);
      }
    } while (!PINS.compareAndSet(this, before, before + ONE_PIN));
  }

  /**
   * Gives a pin up; with the last one, frees the memory if the last reference was released
   * meanwhile. By any thread, attached or not.
   *
   * @return whether that freed the memory
   * @throws ReferenceCountException if no pin was held
   */
  public boolean unpin() {
    int before;
    do {
      before = pins;
      if ((before & ~RELEASED) == 0) {
        throw ReferenceCountException.notPinned(this);
      }
    } while (!PINS.compareAndSet(this, before, before - ONE_PIN));
    if (before == (RELEASED | ONE_PIN)) {
      memory.free().run();
      return true;
    }
    return false;
  }

  /**
   * How many pins are held now.
   *
   * @return a moment's view
   */
  public int pins() {
    return pins & ~RELEASED;
  }

  @Override
  protected void onZero() {
    int before = (int) PINS.getAndBitwiseOr(this, RELEASED);
    if (before == 0) {
      memory.free().run();
    }
  }

  /** As {@code RefCountedSegment@1f2e3d[4096 bytes, 1 pin]}. */
  @Override
  public String toString() {
    int held = pins();
    return ReferenceCountException.name(this)
        + '['
        + byteSize()
        + " bytes, "
        + held
        + (held == 1 ? " pin]" : " pins]");
  }
}
