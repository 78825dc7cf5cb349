package dev.gil.trace;

import dev.gil.internal.LockAccess;
import dev.gil.trace.Incident.Kind;
import dev.gil.trace.Trace.Span;
import dev.gil.trace.Trace.State;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What a recorder has to tell in words: the newest, and what still goes on. Thread-safe. */
final class Incidents {
  private static final int MOST = 1_000;

  /** What a loop that computes is often found in. */
  private static final Set<String> AT_ONCE =
      Set.of(
          "java.lang.Object.clone",
          "java.lang.Object.getClass",
          "java.lang.Object.hashCode",
          "java.lang.System.arraycopy",
          "java.lang.System.currentTimeMillis",
          "java.lang.System.identityHashCode",
          "java.lang.System.nanoTime",
          "java.lang.Thread.currentThread");

  private record Hold(String lock, long thread) {}

  private record Starving(Thread thread, String lock, long since, List<StackTraceElement> stack) {
    Incident until(long to) {
      return incident(thread, lock, since, Math.max(since, to), stack, " and goes on");
    }
  }

  private final Deque<Incident> ended = new ArrayDeque<>();
  private final Map<Hold, Starving> open = new HashMap<>();
  private final Map<Hold, Long> endedAt = new HashMap<>();

  /** Noticed by one that waits, perhaps when the holder has answered already. */
  synchronized void begins(
      String lock, Thread thread, long since, long noticed, List<StackTraceElement> stack) {
    Hold hold = new Hold(lock, thread.threadId());
    if (endedAt.getOrDefault(hold, Long.MIN_VALUE) < noticed) {
      open.put(hold, new Starving(thread, lock, since, stack));
    }
  }

  synchronized void ends(
      String lock, Thread thread, long from, long to, List<StackTraceElement> stack) {
    Hold hold = new Hold(lock, thread.threadId());
    open.remove(hold);
    if (endedAt.size() >= MOST) {
      endedAt.clear();
    }
    endedAt.put(hold, to);
    add(incident(thread, lock, from, to, stack, ""));
  }

  /** One that went on when it was told of last is replaced. */
  synchronized void update(Incident incident) {
    ended.removeIf(
        before ->
            before.kind() == incident.kind()
                && before.from() == incident.from()
                && before.process().equals(incident.process())
                && before.thread().equals(incident.thread()));
    add(incident);
  }

  synchronized void add(Incident incident) {
    if (ended.size() == MOST) {
      ended.removeFirst();
    }
    ended.addLast(incident);
  }

  /**
   * A holder that answered just when it was noticed tells nothing of starvation: that its hold has
   * ended shows in its spans.
   */
  synchronized void endedBy(long thread, List<Span> spans) {
    open.entrySet()
        .removeIf(
            one ->
                one.getKey().thread == thread
                    && spans.stream()
                        .anyMatch(
                            span ->
                                span.state() == State.HOLD
                                    && span.lock().equals(one.getKey().lock)
                                    && span.to() > one.getValue().since));
  }

  /** Earliest first. What goes on does so until {@code now}. */
  synchronized List<Incident> all(long now) {
    List<Incident> all = new ArrayList<>(ended);
    open.values().forEach(starving -> all.add(starving.until(now)));
    all.sort(Comparator.comparingLong(Incident::from));
    return all;
  }

  /** Those that have ended will not be told again. */
  synchronized void take() {
    ended.clear();
  }

  private static Incident incident(
      Thread thread,
      String lock,
      long from,
      long to,
      List<StackTraceElement> stack,
      String ending) {
    boolean inNative = mayBlockInNative(stack);
    String text =
        String.format(
            Locale.ROOT,
            "\"%s\" held %s for %.1f ms without a checkpoint while others waited%s; it was %sat %s",
            name(thread),
            lock,
            (to - from) / 1e6,
            ending,
            inNative ? "in native code (" + method(stack.getFirst()) + ") " : "",
            LockAccess.get().site(stack).orElse("an unknown place"));
    return new Incident(
        inNative ? Kind.STUCK_IN_NATIVE : Kind.STARVED, "", name(thread), from, to, text);
  }

  private static String name(Thread thread) {
    return thread.getName().isEmpty() ? "#" + thread.threadId() : thread.getName();
  }

  /** Whether the innermost frame is of native code, other than that which returns at once. */
  static boolean mayBlockInNative(List<StackTraceElement> stack) {
    if (stack.isEmpty() || !stack.getFirst().isNativeMethod()) {
      return false;
    }
    StackTraceElement top = stack.getFirst();
    return !AT_ONCE.contains(top.getClassName() + '.' + top.getMethodName());
  }

  static String method(StackTraceElement frame) {
    String type = frame.getClassName();
    return type.substring(type.lastIndexOf('.') + 1) + '.' + frame.getMethodName();
  }
}
