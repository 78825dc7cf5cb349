package dev.gil.kernel;

import dev.gil.Attachment;
import dev.gil.AttachmentException;
import dev.gil.Gil;
import dev.gil.GlobalLock;
import dev.gil.LockClosedException;
import dev.gil.TaskCancelledException;
import dev.gil.internal.LockAccess;
import dev.gil.internal.kernel.KernelSeat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Runs kernels: work on memory outside the heap that lets other threads have the lock meanwhile, as
 * NumPy's loops do.
 *
 * {@snippet :
 * static double sum(Attachment gil, DoubleArray x) {
 *   return Kernels.run(gil, pins -> {              // with the lock: check, pin, say how much it is
 *     MemorySegment values = pins.reads(x);
 *     pins.work(x.length());
 *     return cancel -> loop(values, cancel);       // perhaps without: touches pinned memory only
 *   });
 * }
 * }
 *
 * <p>In this order: the kernel prepares; the lock is given up if the work is worth it; the body
 * runs; the lock is taken back, however long that takes, and an interrupt stays pending; the pins
 * are given up; the result or the exception comes out. A kernel may run others, and attach, in its
 * body.
 *
 * <p>In a {@linkplain GlobalLock#session(String) session} the lock is kept, and so is one that is
 * not the innermost of its thread where only that one is concerned: the body runs with it held.
 * Where there is no lock, as in strategy {@code free}, it just runs.
 *
 * <p>All methods are for any thread and concern the calling one. What a body did <i>happens-before
 * </i> what the next holder of the lock does after {@code run} has returned.
 */
public final class Kernels {
  private static final LockAccess LOCKS = LockAccess.get();

  private static final long THRESHOLD = Threshold.nanos();

  private Kernels() {}

  /**
   * Runs a kernel, giving up the lock of {@code gil}.
   *
   * @param <R> what it returns
   * @param gil of this thread, open
   * @param kernel prepared and run once
   * @return what its body returned
   * @throws AttachmentException if this thread does not hold the lock of {@code gil}
   * @throws TaskCancelledException if the task was cancelled and the body polled; the lock is held
   *     again
   * @throws LockClosedException if the lock was closed meanwhile: it is not held then
   */
  public static <R extends @Nullable Object> R run(Attachment gil, NativeKernel<R> kernel) {
    LOCKS.requireHeld(Objects.requireNonNull(gil, "gil"), "a kernel");
    return run(kernel, kernel, gil);
  }

  /**
   * Runs a kernel in code without a token, giving up all locks of this thread as {@link
   * Gil#detach()} does.
   *
   * @param <R> what it returns
   * @param kernel prepared and run once
   * @return what its body returned
   * @throws TaskCancelledException if the task was cancelled and the body polled; the locks are
   *     held again
   * @throws LockClosedException if a lock was closed meanwhile: none is held then
   */
  public static <R extends @Nullable Object> R run(NativeKernel<R> kernel) {
    return run(kernel, kernel, null);
  }

  /**
   * Runs a kernel without a result, giving up the lock of {@code gil}.
   *
   * @param gil of this thread, open
   * @param kernel prepared and run once
   * @throws AttachmentException if this thread does not hold the lock of {@code gil}
   * @throws TaskCancelledException if the task was cancelled and the body polled; the lock is held
   *     again
   * @throws LockClosedException if the lock was closed meanwhile: it is not held then
   */
  public static void execute(Attachment gil, VoidKernel kernel) {
    LOCKS.requireHeld(Objects.requireNonNull(gil, "gil"), "a kernel");
    var _ = run(withResult(kernel), kernel, gil);
  }

  /**
   * Runs a kernel without a result in code without a token, giving up all locks of this thread as
   * {@link Gil#detach()} does.
   *
   * @param kernel prepared and run once
   * @throws TaskCancelledException if the task was cancelled and the body polled; the locks are
   *     held again
   * @throws LockClosedException if a lock was closed meanwhile: none is held then
   */
  public static void execute(VoidKernel kernel) {
    var _ = run(withResult(kernel), kernel, null);
  }

  /**
   * What the kernels of strategy {@code kernels} are doing, and what they have pinned.
   *
   * @return a moment's view
   */
  public static KernelSnapshot snapshot() {
    return KernelSnapshot.take();
  }

  private static NativeKernel<Boolean> withResult(VoidKernel kernel) {
    return pins -> {
      VoidKernel.Body body = kernel.prepare(pins);
      return cancel -> {
        body.run(cancel);
        return true;
      };
    };
  }

  /** The kernel, and by whose class it is known. */
  private static <R extends @Nullable Object> R run(
      NativeKernel<R> kernel, Object known, @Nullable Attachment gil) {
    KernelPins pins = new KernelPins();
    try {
      NativeKernel.Body<R> body = kernel.prepare(pins);
      long units = pins.prepared();
      CancelPoll cancel = CancelPoll.ofTask(gil);
      KernelRate.@Nullable OfSize rate = units > 0 ? KernelRate.of(known).of(units) : null;
      boolean isLong = rate == null ? units != 0 : rate.isLonger(units, THRESHOLD);
      boolean isDue = rate != null && rate.isDue();
      if (!isLong && !isDue) {
        return body.run(cancel);
      }
      return rare(body, cancel, pins, known, gil, isLong, isDue ? rate : null);
    } finally {
      pins.unpin();
    }
  }

  /**
   * Runs a body that is to give the lock up, or to be timed, or both. Apart from {@code run}, so
   * that the compiler makes one piece of that, its caller and a body that runs with the lock held.
   */
  private static <R extends @Nullable Object> R rare(
      NativeKernel.Body<R> body,
      CancelPoll cancel,
      KernelPins pins,
      Object known,
      @Nullable Attachment gil,
      boolean isLong,
      KernelRate.@Nullable OfSize learning) {
    NativeKernel.Body<R> timed =
        learning == null ? body : new Timed<>(body, learning, pins.prepared());
    return isLong ? detached(timed, cancel, pins, known, gil) : timed.run(cancel);
  }

  private static <R extends @Nullable Object> R detached(
      NativeKernel.Body<R> body,
      CancelPoll cancel,
      KernelPins pins,
      Object known,
      @Nullable Attachment gil) {
    @Nullable KernelSeat seat = KernelSeat.current();
    if (seat != null && !seat.isTaken()) {
      return inSlot(seat, body, cancel, pins, known, gil);
    }
    try (Attachment.@Nullable Detached _ = LOCKS.detachForKernel(gil, known)) {
      return body.run(cancel);
    }
  }

  /**
   * Runs the body in one of few places. Only a thread that holds no lock waits for one: whoever is
   * in a place may attach there.
   */
  private static <R extends @Nullable Object> R inSlot(
      KernelSeat seat,
      NativeKernel.Body<R> body,
      CancelPoll cancel,
      KernelPins pins,
      Object known,
      @Nullable Attachment gil) {
    try (Attachment.@Nullable Detached stretch = LOCKS.detachForKernel(gil, known)) {
      try {
        if (!seat.tryTake() && !Gil.attached()) {
          if (!seat.take(cancel::isCancelled)) {
            cancel.poll();
          }
          LOCKS.computes(stretch);
        }
        seat.begins(pins);
        return body.run(cancel);
      } finally {
        seat.ends(); // before the lock is waited for
      }
    }
  }

  /** A body whose time is learnt, unless it fails. */
  private record Timed<R extends @Nullable Object>(
      NativeKernel.Body<R> body, KernelRate.OfSize rate, long units)
      implements NativeKernel.Body<R> {
    @Override
    public R run(CancelPoll cancel) {
      long start = System.nanoTime();
      R result = body.run(cancel);
      rate.sample(units, System.nanoTime() - start);
      return result;
    }
  }
}
