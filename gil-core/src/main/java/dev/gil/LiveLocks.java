package dev.gil;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * The locks of this JVM: the shared ones by name, and all of them for the question "which does this
 * thread hold?".
 *
 * <p>That question is asked on cold paths only and answered by walking: a per-thread record would
 * cost each attach more than the walk costs the few that ask.
 */
final class LiveLocks {
  private static final ConcurrentMap<String, GlobalLock> SHARED = new ConcurrentHashMap<>();
  private static final Object GUARD = new Object();

  /** Replaced as a whole, under the guard; read without it. */
  private static volatile List<WeakReference<GlobalLock>> live = List.of();

  private LiveLocks() {}

  static GlobalLock shared(String name) {
    GlobalLock found = SHARED.get(GlobalLock.requireName(name, "lock name"));
    return found != null
        ? found
        : SHARED.computeIfAbsent(name, n -> add(new GlobalLock(GlobalLock.builder(n), true)));
  }

  static GlobalLock add(GlobalLock lock) {
    synchronized (GUARD) {
      List<WeakReference<GlobalLock>> next = without(null);
      if (!next.isEmpty()) {
        ThreadOrder.need();
      }
      next.add(new WeakReference<>(lock));
      live = List.copyOf(next);
    }
    return lock;
  }

  static void remove(GlobalLock lock) {
    synchronized (GUARD) {
      live = List.copyOf(without(lock));
    }
  }

  private static List<WeakReference<GlobalLock>> without(@Nullable GlobalLock gone) {
    List<WeakReference<GlobalLock>> rest = new ArrayList<>(live.size() + 1);
    for (WeakReference<GlobalLock> reference : live) {
      // A closed lock that is still held stays listed: its holder must be able to find it.
      @Nullable GlobalLock lock = reference.get();
      if (lock != null && (lock != gone || lock.owner != null)) {
        rest.add(reference);
      }
    }
    return rest;
  }

  /** The locks that the thread holds, innermost first. */
  static List<GlobalLock> heldBy(Thread me) {
    List<GlobalLock> held = new ArrayList<>(2);
    for (WeakReference<GlobalLock> reference : live) {
      @Nullable GlobalLock lock = reference.get();
      if (lock != null && lock.owner == me) {
        held.add(lock);
      }
    }
    if (held.size() > 1) {
      held.sort(Comparator.comparingLong((GlobalLock lock) -> lock.order).reversed());
    }
    return held;
  }

  static @Nullable GlobalLock innermost(Thread me) {
    List<GlobalLock> held = heldBy(me);
    return held.isEmpty() ? null : held.getFirst();
  }

  /** The innermost lock of the thread if it is not {@code lock} itself. */
  static @Nullable GlobalLock innerThan(GlobalLock lock, Thread me) {
    @Nullable GlobalLock innermost = innermost(me);
    return innermost == lock ? null : innermost;
  }
}
