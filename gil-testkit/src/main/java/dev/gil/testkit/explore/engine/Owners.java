package dev.gil.testkit.explore.engine;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.locks.AbstractOwnableSynchronizer;
import org.jspecify.annotations.Nullable;

/** Who owns a lock of {@code java.util.concurrent}, where that package is open; else nobody. */
final class Owners {
  private static final @Nullable MethodHandle OWNER = owner();

  private Owners() {}

  private static @Nullable MethodHandle owner() {
    if (!Opening.seesOwners()) {
      return null;
    }
    try {
      return MethodHandles.privateLookupIn(
              AbstractOwnableSynchronizer.class, MethodHandles.lookup())
          .findVirtual(
              AbstractOwnableSynchronizer.class,
              "getExclusiveOwnerThread",
              MethodType.methodType(Thread.class));
    } catch (ReflectiveOperationException e) {
      return null;
    }
  }

  static @Nullable Thread of(Object blocker) {
    if (OWNER == null || !(blocker instanceof AbstractOwnableSynchronizer lock)) {
      return null;
    }
    try {
      return (Thread) OWNER.invokeExact(lock);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }
}
