package dev.gil;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
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
  private static final Set<Live> LIVE = ConcurrentHashMap.newKeySet();
  private static final ReferenceQueue<GlobalLock> COLLECTED = new ReferenceQueue<>();

  /** A lock that has not been closed, for as long as anybody can reach it. */
  static final class Live extends WeakReference<GlobalLock> {
    Live(GlobalLock lock) {
      super(lock, COLLECTED);
    }
  }

  private LiveLocks() {}

  /** The lock of that name; null for whatever affinity it has, ANY if it is new. */
  static GlobalLock shared(String name, @Nullable Affinity affinity) {
    GlobalLock found = SHARED.get(GlobalLock.requireName(name, "lock name"));
    if (found == null) {
      found = SHARED.computeIfAbsent(name, n -> make(n, affinity));
    }
    if (affinity != null && found.affinity() != affinity) {
      throw new IllegalArgumentException(
          "the shared lock \""
              + name
              + "\" has affinity "
              + found.affinity()
              + " since its first use, not "
              + affinity
              + ". All its users must ask for the same");
    }
    return found;
  }

  private static GlobalLock make(String name, @Nullable Affinity affinity) {
    NameClaims.claim(name);
    GlobalLock.Builder builder = GlobalLock.builder(name);
    if (affinity != null) {
      builder.affinity(affinity);
    }
    return add(new GlobalLock(builder, true));
  }

  static GlobalLock add(GlobalLock lock) {
    for (var gone = COLLECTED.poll(); gone != null; gone = COLLECTED.poll()) {
      LIVE.remove(gone);
    }
    Live live = new Live(lock);
    lock.live = live;
    LIVE.add(live);
    if (LIVE.size() > 1) {
      ThreadOrder.need(); // of two made at once, at least the later one to get here sees both
    }
    return lock;
  }

  /** Forgets a closed lock, unless it is still held: its holder must be able to find it. */
  static void remove(GlobalLock lock) {
    @Nullable Live live = lock.live;
    if (live != null && lock.owner == null) {
      LIVE.remove(live);
    }
  }

  /** The locks that the thread holds, innermost first. */
  static List<GlobalLock> heldBy(Thread me) {
    List<GlobalLock> held = new ArrayList<>(2);
    for (Live live : LIVE) {
      @Nullable GlobalLock lock = live.get();
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

  /** Whether the thread holds any lock but this one. */
  static boolean holdsAnother(Thread me, GlobalLock than) {
    for (Live live : LIVE) {
      @Nullable GlobalLock lock = live.get();
      if (lock != null && lock != than && lock.owner == me) {
        return true;
      }
    }
    return false;
  }

  /** The innermost lock of the thread, which holds {@code lock}, if it is not that one. */
  static @Nullable GlobalLock innerThan(GlobalLock lock, Thread me) {
    if (!ThreadOrder.needed() || !holdsAnother(me, lock)) {
      return null;
    }
    @Nullable GlobalLock innermost = innermost(me);
    return innermost == lock ? null : innermost;
  }
}
