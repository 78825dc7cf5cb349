package dev.gil;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A place in the code that gives a lock up for a while, and whether its calls have been short of
 * late: then a waiter that looks by itself now and then is not woken for the next one. A call that
 * ends within {@link #GRACE} has its lock back before the woken thread gets there.
 *
 * <p>A place is the class of the body, or where the scope was opened. It is looked up only where
 * somebody sleeps and would be woken. Two threads that write at once may lose one of their calls:
 * the next ones say the same again.
 */
final class DetachSite {
  /** How long a woken thread needs until it runs, about. Nanoseconds. */
  static final long GRACE = 25_000;

  /** So many short calls in a row make another one likely. */
  private static final int SURE = 8;

  private static final StackWalker WALKER =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

  private static final ClassValue<DetachSite> BODIES =
      new ClassValue<>() {
        @Override
        protected DetachSite computeValue(Class<?> type) {
          return new DetachSite();
        }
      };

  private static final ClassValue<Map<Scope, DetachSite>> SCOPES =
      new ClassValue<>() {
        @Override
        protected Map<Scope, DetachSite> computeValue(Class<?> type) {
          return new ConcurrentHashMap<>();
        }
      };

  private record Scope(String method, int index) {}

  private int shortInARow;

  /** The place of a body that is to run without the lock. */
  static DetachSite of(Object body) {
    return BODIES.get(body.getClass());
  }

  /** The place that opens a scope now. Walks the stack: a microsecond, a quarter of a wake-up. */
  static @Nullable DetachSite ofCaller() {
    return WALKER.walk(DetachSite::caller);
  }

  private static @Nullable DetachSite caller(Stream<StackWalker.StackFrame> stack) {
    return stack
        .filter(f -> !isOurs(f.getDeclaringClass()))
        .findFirst()
        .map(
            f ->
                SCOPES
                    .get(f.getDeclaringClass())
                    .computeIfAbsent(
                        new Scope(f.getMethodName(), f.getByteCodeIndex()), _ -> new DetachSite()))
        .orElse(null);
  }

  private static boolean isOurs(Class<?> c) {
    return c == DetachSite.class
        || c == DetachedHold.class
        || c == LockQueue.class
        || c == DetachedHolds.class
        || c == Attachment.class
        || c == Gil.class;
  }

  /** Whether the next call will be over within the grace, going by the last ones. */
  boolean isShort() {
    return shortInARow >= SURE;
  }

  /** A call is over. */
  void lasted(long nanos) {
    if (nanos > GRACE) {
      shortInARow = 0;
    } else if (shortInARow < SURE) {
      shortInARow++;
    }
  }
}
