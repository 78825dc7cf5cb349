package dev.gil.kernel;

import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.AttachmentException;
import dev.gil.GlobalLock;
import dev.gil.refcount.RefCountPolicy;
import dev.gil.refcount.RefCountedSegment;
import dev.gil.refcount.ReferenceCountException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * A buffer, and what a model says of it: how many references and pins there are. Each operation is
 * done and compared; one that the model forbids must throw, and change nothing. For one thread at a
 * time.
 */
final class ModelBuffer {
  static final long BYTES = 4096;

  private final @Nullable GlobalLock guard;
  private final RefCountedSegment buffer;
  private final MemorySegment memory;
  private final long stamp;
  private final boolean traps; // so that it can be seen whether the memory is freed
  private int references = 1;
  private int pins;
  private int kernelPins;

  /**
   * A new buffer, stamped.
   *
   * @param guard under which it is counted; null for an atomic count. Held now
   */
  ModelBuffer(@Nullable GlobalLock guard, long stamp) {
    this.guard = guard;
    this.buffer =
        guard == null
            ? RefCountedSegment.allocate(BYTES, RefCountPolicy.ATOMIC)
            : RefCountedSegment.allocate(BYTES, guard);
    this.memory = buffer.segment();
    this.stamp = stamp;
    this.traps = !memory.scope().equals(Arena.global().scope());
    assertThat(memory.get(JAVA_LONG, 0) | memory.get(JAVA_LONG, BYTES - 8)).isZero();
    memory.set(JAVA_LONG, 0, stamp);
    memory.set(JAVA_LONG, BYTES - 8, ~stamp);
  }

  RefCountedSegment buffer() {
    return buffer;
  }

  boolean isAlive() {
    return references > 0;
  }

  /** Whether its bytes may be read at all. */
  boolean isThere() {
    return references > 0 || pins + kernelPins > 0;
  }

  boolean mayBeCounted() {
    return guard == null || guard.isHeld();
  }

  void retain() {
    if (refused(buffer::retain)) {
      return;
    }
    references++;
  }

  void release() {
    if (!mayBeCounted() || references == 0) {
      var _ = refused(buffer::release);
      return;
    }
    boolean last = buffer.release();
    references--;
    check(last == (references == 0), "release said " + last);
  }

  void pin() {
    if (refused(buffer::pin)) {
      return;
    }
    pins++;
  }

  /** By anybody, attached or not. A pin that a kernel holds is not taken from it. */
  void unpin() {
    if (pins == 0) {
      if (kernelPins == 0) {
        mustThrow(ReferenceCountException.class, buffer::unpin);
      }
      return;
    }
    boolean freed = buffer.unpin();
    pins--;
    check(freed == !isThere(), "unpin said " + freed);
  }

  void use() {
    if (refused(buffer::segment)) {
      return;
    }
    look();
  }

  /** Reads the stamp, if the memory is there. */
  void look() {
    if (isThere()) {
      check(memory.get(JAVA_LONG, 0) == stamp, "the first bytes are another buffer's");
      check(memory.get(JAVA_LONG, BYTES - 8) == ~stamp, "the last bytes are another buffer's");
    }
    check(buffer.pins() == pins + kernelPins, "pins");
    check(!traps || memory.scope().isAlive() == isThere(), "the memory is freed, or is not");
  }

  void kernelBegins() {
    kernelPins++;
    look();
  }

  void kernelEnds() {
    kernelPins--;
    look();
  }

  /** Gives back whatever is left; under the lock. */
  void end() {
    while (pins > 0) {
      unpin();
    }
    while (references > 0) {
      release();
    }
    check(kernelPins == 0 && buffer.pins() == 0, "pinned at the end");
    mustThrow(ReferenceCountException.class, buffer::segment);
    mustThrow(ReferenceCountException.class, buffer::release);
  }

  /** Does what needs a living buffer and a right to it; whether that was refused, as it must be. */
  private boolean refused(Runnable operation) {
    if (!mayBeCounted()) {
      mustThrow(AttachmentException.class, operation);
      return true;
    }
    if (references == 0) {
      mustThrow(ReferenceCountException.class, operation);
      return true;
    }
    operation.run();
    return false;
  }

  private void mustThrow(Class<? extends RuntimeException> expected, Runnable operation) {
    try {
      operation.run();
    } catch (RuntimeException e) {
      check(expected.isInstance(e), "threw " + e);
      return;
    }
    check(false, "misuse went undetected");
  }

  private void check(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(
          what
              + ": model "
              + references
              + " references, "
              + pins
              + "+"
              + kernelPins
              + " pins of "
              + buffer);
    }
  }
}
