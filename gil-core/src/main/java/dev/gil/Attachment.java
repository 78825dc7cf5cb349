package dev.gil;

import dev.gil.internal.Breaker;
import dev.gil.internal.TaskContext;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The proof that the current thread holds a {@link GlobalLock}, from {@code attach} until {@link
 * #close()}.
 *
 * <p>A task gets one too from a strategy that has no lock: then {@link #lock()} is empty, a
 * checkpoint only delivers a cancel, and detaching just runs the body. Code written against the
 * token runs under every strategy.
 *
 * <p>For one thread: the one that attached. Close attachments innermost first, each once; a task's
 * own is closed by its runner. Misuse (wrong thread, closed before, out of order) throws {@link
 * AttachmentException} and changes nothing. {@link #checkpoint()} looks for misuse only when there
 * is a request to answer.
 */
public final class Attachment implements AutoCloseable {
  /**
   * A body that returns a value.
   *
   * @param <T> what it returns
   * @param <X> what it throws; two checked exceptions become their common supertype, and then a
   *     scope reads better
   */
  @FunctionalInterface
  public interface Call<T extends @Nullable Object, X extends Exception> {
    /**
     * Runs the body.
     *
     * @return its value
     * @throws X if it fails
     */
    T call() throws X;
  }

  /**
   * A body without a value.
   *
   * @param <X> what it throws
   */
  @FunctionalInterface
  public interface Action<X extends Exception> {
    /**
     * Runs the body.
     *
     * @throws X if it fails
     */
    void run() throws X;
  }

  /** A stretch without the lock; ended on the thread that began it. */
  public interface Detached extends AutoCloseable {
    /**
     * Takes back what was given up, as deep as it was nested. Waits as long as it takes; an
     * interrupt stays pending. The cancel of a task is not thrown here but at its next checkpoint.
     *
     * @throws LockClosedException if the lock was closed meanwhile: nothing is held then
     * @throws AttachmentException if this is another thread, the scope was closed before, or an
     *     attach inside it is still open
     */
    @Override
    void close();
  }

  private final @Nullable GlobalLock lock;
  private final Breaker breaker;
  private final long serial;
  private final long outer;
  private final @Nullable TaskContext task;

  Attachment(GlobalLock lock, Breaker breaker, long serial, long outer) {
    this.lock = lock;
    this.breaker = breaker;
    this.serial = serial;
    this.outer = outer;
    this.task = null;
  }

  /** For a task without a lock. */
  Attachment(TaskContext task) {
    this.lock = null;
    this.breaker = task.breaker();
    this.serial = 0;
    this.outer = 0;
    this.task = task;
  }

  /**
   * Gives way if another thread has asked for the lock, which it does after the {@linkplain
   * GlobalLock#switchInterval() switch interval}: the lock goes straight to that thread, and comes
   * back in turn. Costs one read when nobody has. Does not switch while a {@linkplain
   * GlobalLock#session(String) session} is open, nor while the thread holds a lock that it took
   * later: the request waits.
   *
   * @throws TaskCancelledException if the task running on this thread was cancelled; thrown again
   *     at every later checkpoint
   * @throws LockClosedException if the lock was closed while it was handed over: it is not held
   *     then
   * @throws AttachmentException if there is a request and this thread does not hold the lock
   */
  public void checkpoint() {
    if (breaker.raised()) {
      answer(lock, serial, task);
    }
  }

  // Here and in close(), the rare path is given what it needs and not the token: one that is handed
  // to a call is made on the heap, on the common path too.
  private static void answer(@Nullable GlobalLock l, long serial, @Nullable TaskContext task) {
    if (l != null) {
      Thread me = Thread.currentThread();
      if (l.owner != me || serial > l.innermost()) {
        if (l.breaker.raised(Breaker.CLOSED)) {
          throw LockQueue.closed(l);
        }
        throw Misuse.notAttached(l, "checkpoint()", serial);
      }
      l.queue.checkpoint(me);
    } else if (task != null && task.cancelled()) {
      throw TaskCancelledException.atCheckpoint(task.label());
    }
  }

  /**
   * The integers of a loop, with the checkpoints in it: one a turn, or one in 1,024 turns so that
   * vector loops survive.
   *
   * @param from the first
   * @param to the first one after the range; the range is empty if it equals {@code from}
   * @return the range, for this thread, while this attachment is open
   * @throws IllegalArgumentException if {@code from} is larger than {@code to}
   */
  public Range range(int from, int to) {
    return new Range(this, from, to);
  }

  /**
   * The elements of {@code source}, with a checkpoint after each, when the next one is asked for.
   * Where the lock is handed over there, another thread may change {@code source}: its iterator
   * answers that as it always does, most of the JDK's by {@link
   * java.util.ConcurrentModificationException}.
   *
   * @param <T> the elements
   * @param source asked for an iterator each time the result is; what that throws comes out, and
   *     {@code remove} goes to it
   * @return for this thread, while this attachment is open; its loops throw what {@link
   *     #checkpoint()} throws
   */
  public <T extends @Nullable Object> Iterable<T> each(Iterable<T> source) {
    Objects.requireNonNull(source, "source");
    return () -> new CheckpointIterator<>(this, source.iterator());
  }

  /**
   * The elements of {@code source}, with a checkpoint before each at this place of the pipeline. A
   * stage before it that gathers first, such as {@code sorted}, gathers without checkpoints: put
   * this before that one.
   *
   * <p>The pipeline becomes sequential, a parallel one too: on other threads its elements would run
   * without the lock. Making it parallel again is found when an element arrives on another thread.
   *
   * @param <T> the elements
   * @param source not used yet; consumed by this call
   * @return to be run through on this thread, while this attachment is open; closing it closes
   *     {@code source}. It throws what {@link #checkpoint()} throws, and {@link
   *     AttachmentException} when an element arrives on another thread
   */
  public <T extends @Nullable Object> Stream<T> stream(Stream<T> source) {
    Thread me = Thread.currentThread();
    return source
        .sequential()
        .peek(
            _ -> {
              if (Thread.currentThread() != me) {
                throw Misuse.streamElsewhere(this, me);
              }
              checkpoint();
            });
  }

  /**
   * Gives the lock up, all its nested attachments included, until the returned scope is closed. Do
   * nothing inside that the lock guards; attaching again inside (a call back into the library)
   * works and must be closed inside.
   *
   * {@snippet :
   * try (var _ = gil.detach()) {
   *   key = store(page.bytes());
   * }
   * }
   *
   * @return the scope to close on this thread
   * @throws AttachmentException if this thread does not hold the lock, a session is open, or the
   *     thread holds another lock that it took later: only the innermost lock is given up alone;
   *     {@link Gil#detach()} gives up all
   */
  public Detached detach() {
    return detach(null);
  }

  private Detached detach(@Nullable Object body) {
    GlobalLock l = lock;
    if (l == null) {
      return DetachedHold.NOTHING;
    }
    Thread me = Thread.currentThread();
    if (l.owner != me || serial > l.innermost()) {
      throw Misuse.notAttached(l, "detach()", serial);
    }
    if (l.extras.inSession()) {
      throw Misuse.inSession(l);
    }
    @Nullable GlobalLock inner = LiveLocks.innerThan(l, me);
    if (inner != null) {
      throw Misuse.notInnermost(l, inner);
    }
    return DetachedHold.giveUp(l, me, body, false);
  }

  /** As {@link #detach(Object)}, but where that refuses, the lock is kept and null returned. */
  @Nullable Detached detachForKernel(Object kernel) {
    GlobalLock l = lock;
    if (l == null) {
      return null;
    }
    Thread me = Thread.currentThread();
    if (l.extras.inSession()) {
      l.queue.detachRefusedBySession();
      return null;
    }
    if (LiveLocks.innerThan(l, me) != null) {
      return null;
    }
    return DetachedHold.giveUp(l, me, kernel, true);
  }

  /** The task that runs under this attachment; null if its own lock knows of none. */
  @Nullable TaskContext task() {
    return lock == null ? task : lock.extras.task();
  }

  void requireHeld(String by) {
    GlobalLock l = lock;
    if (l != null && (l.owner != Thread.currentThread() || serial > l.innermost())) {
      throw Misuse.notAttached(l, by, serial);
    }
  }

  /**
   * Runs {@code body} detached: {@link #detach()}, round one expression.
   *
   * @param <T> what the body returns
   * @param <X> what the body throws
   * @param body runs on this thread, once
   * @return what {@code body} returned
   * @throws X if {@code body} throws it; the lock is held again
   * @throws LockClosedException if the lock was closed meanwhile
   * @throws AttachmentException as {@link #detach()}
   */
  public <T extends @Nullable Object, X extends Exception> T detached(Call<T, X> body) throws X {
    try (var _ = detach(body)) {
      return body.call();
    }
  }

  /**
   * Runs {@code body} detached: {@link #detach()}, round one statement.
   *
   * @param <X> what the body throws
   * @param body runs on this thread, once
   * @throws X if {@code body} throws it; the lock is held again
   * @throws LockClosedException if the lock was closed meanwhile
   * @throws AttachmentException as {@link #detach()}
   */
  public <X extends Exception> void detached(Action<X> body) throws X {
    try (var _ = detach(body)) {
      body.run();
    }
  }

  /**
   * Tells whoever asked for it how far the running task is. Free when nobody did, and outside
   * tasks.
   *
   * @param done so far, in units of the task's own
   * @param total of the same units
   */
  public void progress(long done, long total) {
    @Nullable TaskContext t = task();
    if (t != null) {
      t.progress(done, total);
    }
  }

  /**
   * Which lock this is an attachment of.
   *
   * @return the lock; empty for a task of a strategy without one
   */
  public Optional<GlobalLock> lock() {
    return Optional.ofNullable(lock);
  }

  /**
   * Gives the lock up if this is the outermost attachment, else steps out by one. If the lock was
   * closed and is not held any more, does nothing.
   *
   * @throws AttachmentException if this is another thread, the attachment was closed before, an
   *     inner one is open, a detached scope is open, or it belongs to a task's runner
   */
  @Override
  public void close() {
    GlobalLock l = lock;
    if (l == null) {
      throw Misuse.ofTask(task);
    }
    if (l.owner != Thread.currentThread() || l.top != serial) {
      closeSpecial(l, serial, outer);
      return;
    }
    leave(l, outer);
  }

  private static void leave(GlobalLock l, long outer) {
    if (outer != 0) {
      l.top = outer;
    } else {
      l.giveUp(SchedulerHook.Point.CLOSE);
    }
  }

  private static void closeSpecial(GlobalLock l, long serial, long outer) {
    if (l.owner != Thread.currentThread() || l.top != -serial) {
      Misuse.onClose(l, serial);
      return;
    }
    if (l.extras.taskSerial() == serial) {
      throw Misuse.ofTask(l.extras.task());
    }
    l.extras = l.extras.withoutSession();
    leave(l, outer);
  }

  void startSession(GlobalLock l, String label) {
    if (!l.extras.inSession()) {
      l.extras = l.extras.withSession(label);
      l.top = -serial;
    }
  }

  void startTask(GlobalLock l, TaskContext context) {
    l.extras = new HolderExtras(serial, context);
    l.top = -serial;
  }

  /**
   * Ends a task's attachment whatever is open inside it; false if this thread does not hold the
   * lock at all.
   */
  boolean endTask(GlobalLock l) {
    if (l.owner != Thread.currentThread()) {
      return false;
    }
    boolean clean = l.innermost() == serial;
    l.extras = HolderExtras.NONE;
    if (l.carriage != null) {
      l.top = outer; // a mounted thread has the lock until it unmounts
    } else {
      l.giveUp(SchedulerHook.Point.CLOSE);
    }
    return clean;
  }

  @Override
  public String toString() {
    return lock == null ? "Attachment[no lock]" : "Attachment[" + lock.name() + " #" + serial + ']';
  }
}
