package dev.gil;

import dev.gil.internal.Breaker;
import dev.gil.internal.TaskContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The verbs of {@link Attachment} for code deep in a stack that has no token. Right with no, one or
 * several locks held.
 *
 * {@snippet :
 * static String fetch(String url) throws IOException {
 *   return Gil.detached(() -> read(url));
 * }
 * }
 *
 * <p>All methods are for any thread, concern the calling thread only, and do nothing but run the
 * body where no lock is held.
 */
public final class Gil {
  private Gil() {}

  /**
   * Whether this thread holds any lock of gil.
   *
   * @return true if it holds at least one
   */
  public static boolean attached() {
    return LiveLocks.innermost(Thread.currentThread()) != null;
  }

  /**
   * A checkpoint of the innermost lock that this thread holds, and of the task it runs. Costs one
   * read when no lock of this JVM has an open request.
   *
   * @throws TaskCancelledException if the task running on this thread was cancelled; thrown again
   *     at every later checkpoint
   * @throws LockClosedException if the lock was closed while it was handed over: it is not held
   *     then
   */
  public static void checkpoint() {
    if (Breaker.open()) {
      answer();
    }
  }

  private static void answer() {
    @Nullable TaskContext task = TaskContext.current();
    if (task != null && task.cancelled()) {
      throw TaskCancelledException.atCheckpoint(task.label());
    }
    Thread me = Thread.currentThread();
    @Nullable GlobalLock lock = LiveLocks.innermost(me);
    if (lock != null && lock.breaker.raised()) {
      lock.queue.checkpoint(me);
    }
  }

  /**
   * Gives up all locks that this thread holds until the returned scope is closed, which takes them
   * back all or nothing. A lock in a {@linkplain GlobalLock#session(String) session} is kept, and
   * so are those taken before it; its counters tell how often.
   *
   * @return the scope to close on this thread
   */
  public static Attachment.Detached detach() {
    return detach(null);
  }

  private static Attachment.Detached detach(@Nullable Object body) {
    return detach(body, false);
  }

  /**
   * As {@link #detach()}.
   *
   * @param body what is to run meanwhile, null if only its caller is known
   * @param computing whether it computes and does not block
   */
  static Attachment.Detached detach(@Nullable Object body, boolean computing) {
    Thread me = Thread.currentThread();
    List<GlobalLock> held = LiveLocks.heldBy(me);
    for (int i = 0; i < held.size(); i++) {
      if (held.get(i).extras.inSession()) {
        held.get(i).queue.detachRefusedBySession();
        held = held.subList(0, i);
      }
    }
    return DetachedHolds.giveUp(held, me, body, computing);
  }

  /**
   * Runs {@code body} detached: {@link #detach()}, round one expression.
   *
   * @param <T> what the body returns
   * @param <X> what the body throws
   * @param body runs on this thread, once
   * @return what {@code body} returned
   * @throws X if {@code body} throws it; the locks are held again
   * @throws LockClosedException if a lock was closed meanwhile: none is held then
   */
  public static <T extends @Nullable Object, X extends Exception> T detached(
      Attachment.Call<T, X> body) throws X {
    try (var _ = detach(body)) {
      return body.call();
    }
  }

  /**
   * Runs {@code body} detached: {@link #detach()}, round one statement.
   *
   * @param <X> what the body throws
   * @param body runs on this thread, once
   * @throws X if {@code body} throws it; the locks are held again
   * @throws LockClosedException if a lock was closed meanwhile: none is held then
   */
  public static <X extends Exception> void detached(Attachment.Action<X> body) throws X {
    try (var _ = detach(body)) {
      body.run();
    }
  }
}
