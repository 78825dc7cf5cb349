package dev.gil.testkit.explore.weave;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Seeds what {@link java.util.concurrent.ThreadLocalRandom} keeps in each thread, so that the JDK's
 * own uses of it repeat as well. Needs {@code java.lang} open, as of JDK 25.
 */
final class SeededThreads {
  private static final @Nullable VarHandle SEED = handle("threadLocalRandomSeed", long.class);
  private static final @Nullable VarHandle PROBE = handle("threadLocalRandomProbe", int.class);

  private SeededThreads() {}

  private static @Nullable VarHandle handle(String name, Class<?> type) {
    try {
      return MethodHandles.privateLookupIn(Thread.class, MethodHandles.lookup())
          .findVarHandle(Thread.class, name, type);
    } catch (ReflectiveOperationException e) {
      return null;
    }
  }

  /** Whether the thread was seeded. */
  static boolean seed(Thread thread, long seed) {
    VarHandle seeds = SEED;
    VarHandle probes = PROBE;
    if (seeds == null || probes == null) {
      return false;
    }
    seeds.set(thread, seed);
    probes.set(thread, (int) (seed >>> 32) | 1);
    return true;
  }
}
