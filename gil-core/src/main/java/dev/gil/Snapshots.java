package dev.gil;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks at a lock from outside, and puts what it saw into words. */
final class Snapshots {
  private Snapshots() {}

  static LockSnapshot of(GlobalLock lock) {
    return look(lock, true);
  }

  /** For whoever looks often: reading the stack of a running holder stops it for a moment. */
  static LockSnapshot withoutStack(GlobalLock lock) {
    return look(lock, false);
  }

  private static LockSnapshot look(GlobalLock lock, boolean withStack) {
    long now = System.nanoTime();
    @Nullable LockThread own = lock.ownThread();
    List<LockSnapshot.Waiter> waiters =
        (own == null ? lock.queue.waiters() : own.waiters())
            .stream()
                .map(
                    w ->
                        new LockSnapshot.Waiter(
                            w.thread.getName(),
                            w.thread.threadId(),
                            w.thread.isVirtual(),
                            since(w.since, now)))
                .toList();
    return new LockSnapshot(
        lock.name(),
        holder(lock, now, withStack),
        waiters,
        lock.queue.counters(),
        lock.queue.starvation());
  }

  private static LockSnapshot.@Nullable Holder holder(
      GlobalLock lock, long now, boolean withStack) {
    @Nullable Thread thread = lock.owner;
    if (thread == null) {
      return null;
    }
    long root = lock.root;
    HolderExtras extras = lock.extras;
    Slice slice = lock.queue.slice();
    boolean known = slice.root() == root;
    LockQueue.@Nullable LastCheckpoint last = lock.queue.lastCheckpoint();
    if (last != null && last.root() != root) {
      last = null; // of another hold
    }
    return new LockSnapshot.Holder(
        thread.getName(),
        thread.threadId(),
        thread.isVirtual(),
        known ? since(slice.start(), now) : Duration.ZERO,
        known && slice.exact(),
        withStack ? List.of(thread.getStackTrace()) : List.of(),
        Optional.ofNullable(extras.sessionLabel()),
        last == null ? Optional.empty() : Optional.of(since(last.at(), now)),
        last == null ? Optional.empty() : Optional.ofNullable(last.deferredBy()));
  }

  static LockTimeoutException timeout(GlobalLock lock, long limitNanos) {
    LockSnapshot snapshot = of(lock);
    return new LockTimeoutException(describe(snapshot, Duration.ofNanos(limitNanos)), snapshot);
  }

  static String describe(LockSnapshot snapshot, Duration limit) {
    String text = snapshot.name() + ": not attached in " + spoken(limit) + ". ";
    LockSnapshot.Holder holder = snapshot.holder();
    return text + (holder == null ? "It is free by now" : "Held " + hold(holder, snapshot));
  }

  static String describe(LockSnapshot snapshot) {
    LockSnapshot.Holder holder = snapshot.holder();
    return snapshot.name() + (holder == null ? ": free" : ": held " + hold(holder, snapshot));
  }

  private static String hold(LockSnapshot.Holder holder, LockSnapshot snapshot) {
    StringBuilder text = new StringBuilder(holder.exact() ? "" : "at least ");
    text.append(spoken(holder.held()));
    text.append(" by \"").append(holder.thread()).append('"');
    if (holder.virtual()) {
      text.append(" (virtual #").append(holder.threadId()).append(')');
    }
    site(holder.stack()).ifPresent(frame -> text.append(" at ").append(frame));
    holder.session().ifPresent(label -> text.append(", session \"").append(label).append('"'));
    holder.deferredBy().ifPresent(name -> text.append(", deferred by ").append(name));
    text.append("; ").append(snapshot.waiters().size()).append(" waiting");
    if (!snapshot.waiters().isEmpty()) {
      text.append(" (longest ").append(spoken(snapshot.waiters().getFirst().waited())).append(')');
    }
    text.append("; last checkpoint ");
    text.append(holder.lastCheckpoint().map(ago -> spoken(ago) + " ago").orElse("never"));
    return text.toString();
  }

  static String describe(String lock, LockSnapshot.Starvation s) {
    return lock
        + ": \""
        + s.thread()
        + '"'
        + (s.virtual() ? " (virtual #" + s.threadId() + ')' : "")
        + " passed no checkpoint for "
        + spoken(s.stretch())
        + " until "
        + site(s.stackAtEnd()).orElse("it ended")
        + "; meanwhile it was at "
        + site(s.stackDuring()).orElse("an unknown place")
        + "; "
        + s.waiting()
        + " waiting. Put checkpoints into it, or detach round it if it needs no lock";
  }

  /** Of a holder that still lets others wait. */
  static String stuck(String lock, Thread holder, long nanos) {
    return lock
        + ": \""
        + holder.getName()
        + '"'
        + (holder.isVirtual() ? " (virtual #" + holder.threadId() + ')' : "")
        + " has passed no checkpoint for "
        + spoken(Duration.ofNanos(nanos))
        + " and goes on, at "
        + site(List.of(holder.getStackTrace())).orElse("an unknown place")
        + ". Detach round what blocks there; native code that may never return belongs into a"
        + " worker process, which can be killed";
  }

  /**
   * The innermost frame that is not the JDK's, nor the lock's own: where the holder's code is.
   * Failing that the JDK's, such as one that a task consists of; none if the task has ended.
   */
  static Optional<String> site(List<StackTraceElement> stack) {
    return stack.stream()
        .filter(Snapshots::isUserCode)
        .findFirst()
        .or(() -> stack.stream().takeWhile(f -> !isOfTheLock(f)).findFirst())
        .map(f -> simpleName(f.getClassName()) + '.' + f.getMethodName() + ':' + f.getLineNumber());
  }

  private static boolean isUserCode(StackTraceElement frame) {
    String name = frame.getClassName();
    return !isOfTheLock(frame)
        && !name.startsWith("java.")
        && !name.startsWith("jdk.")
        && !name.startsWith("sun.");
  }

  private static boolean isOfTheLock(StackTraceElement frame) {
    String name = frame.getClassName();
    return name.equals(Attachment.class.getName())
        || name.equals(GlobalLock.class.getName())
        || name.equals(Gil.class.getName())
        || name.equals(Hold.class.getName())
        || name.equals(DetachedHold.class.getName())
        || name.equals(DetachedHolds.class.getName())
        || name.equals(StarvationWatch.class.getName())
        || name.equals(LockMount.class.getName())
        || name.equals(TaskAttachments.class.getName())
        || name.startsWith("dev.gil.spi.")
        || name.equals(LockQueue.class.getName())
        || (name.equals("java.lang.Thread") && frame.getMethodName().equals("getStackTrace"));
  }

  private static String simpleName(String className) {
    return className.substring(className.lastIndexOf('.') + 1);
  }

  private static Duration since(long start, long now) {
    return Duration.ofNanos(Math.max(0, now - start));
  }

  /** A duration to read, not to parse: two or three digits of the fitting unit. */
  static String spoken(Duration d) {
    double nanos = d.toNanos();
    if (nanos < 1e3) {
      return Math.round(nanos) + " ns";
    }
    if (nanos < 1e6) {
      return trimmed(nanos / 1e3) + " us";
    }
    return nanos < 1e9 ? trimmed(nanos / 1e6) + " ms" : trimmed(nanos / 1e9) + " s";
  }

  private static String trimmed(double value) {
    String text = String.format(java.util.Locale.ROOT, value < 10 ? "%.1f" : "%.0f", value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }
}
