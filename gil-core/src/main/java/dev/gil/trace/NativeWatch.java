package dev.gil.trace;

import dev.gil.GlobalLock;
import dev.gil.LockSnapshot;
import dev.gil.internal.LockAccess;
import dev.gil.trace.Incident.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds a holder that is blocked in native code though nobody waits for its lock: by two looks that
 * find the same hold in the same native method. Thread-safe.
 */
final class NativeWatch {
  private record Seen(long thread, long attaches, StackTraceElement top, long since) {
    boolean goesOn(Seen later) {
      return thread == later.thread && attaches == later.attaches && top.equals(later.top);
    }
  }

  private final Map<String, Seen> seen = new HashMap<>();

  /** What is to be told of the lock now; null for nothing. */
  synchronized @Nullable Incident look(GlobalLock lock) {
    LockSnapshot snapshot = lock.snapshot();
    LockSnapshot.@Nullable Holder holder = snapshot.holder();
    List<StackTraceElement> stack = holder == null ? List.of() : holder.stack();
    if (holder == null || !Incidents.mayBlockInNative(stack)) {
      seen.remove(lock.name());
      return null;
    }
    long now = System.nanoTime();
    Seen found = new Seen(holder.threadId(), snapshot.counters().attaches(), stack.getFirst(), now);
    @Nullable Seen before = seen.get(lock.name());
    if (before == null || !before.goesOn(found)) {
      seen.put(lock.name(), found);
      return null;
    }
    String text =
        String.format(
            Locale.ROOT,
            "\"%s\" held %s for at least %.1f ms in native code (%s), at %s",
            holder.thread(),
            lock.name(),
            (now - before.since) / 1e6,
            Incidents.method(found.top),
            LockAccess.get().site(stack).orElse("an unknown place"));
    return new Incident(Kind.STUCK_IN_NATIVE, "", holder.thread(), before.since, now, text);
  }
}
