package dev.gil.testkit;

import dev.gil.Gil;
import dev.gil.GlobalLock;
import dev.gil.LockSnapshot;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Assertions on what the calling thread holds: put them where code relies on a lock, or on its
 * absence.
 *
 * <p>Compared with {@code assert lock.isHeld()}, a failure names the holder, and {@link
 * #notHeldAcross} asks at every call of an interface, such as one that blocks. Thread-safe.
 */
public final class HeldLocks {
  private HeldLocks() {}

  /**
   * Requires that the calling thread holds a lock.
   *
   * @param lock to be held
   * @throws AssertionError if it does not: says who does
   */
  public static void assertHolds(GlobalLock lock) {
    if (!lock.isHeld()) {
      throw new AssertionError(me() + " does not hold " + lock.name() + "; " + holder(lock));
    }
  }

  /**
   * Requires that the calling thread does not hold a lock.
   *
   * @param lock not to be held
   * @throws AssertionError if it does
   */
  public static void assertNotHeld(GlobalLock lock) {
    if (lock.isHeld()) {
      throw new AssertionError(me() + " holds " + lock.name());
    }
  }

  /**
   * Requires that the calling thread holds no lock of gil's at all.
   *
   * @throws AssertionError if it is attached to one
   */
  public static void assertHoldsNone() {
    if (Gil.attached()) {
      throw new AssertionError(me() + " is attached to a lock");
    }
  }

  /**
   * Requires that nobody holds a lock, now.
   *
   * @param lock to be free
   * @throws AssertionError if somebody does: says who
   */
  public static void assertFree(GlobalLock lock) {
    if (lock.snapshot().holder() != null) {
      throw new AssertionError(lock.name() + " is not free: " + holder(lock));
    }
  }

  /**
   * An object whose callers must not hold a lock: each call requires it, then goes to the target.
   *
   * @param lock not to be held by who calls
   * @param api an interface; public, in a package exported to the test kit
   * @param target does the work
   * @param <A> the interface
   * @return a proxy; its calls throw {@link AssertionError} where the lock is held, else what the
   *     target throws
   * @throws IllegalArgumentException if {@code api} is no interface
   */
  public static <A> A notHeldAcross(GlobalLock lock, Class<A> api, A target) {
    return api.cast(
        Proxy.newProxyInstance(
            api.getClassLoader(),
            new Class<?>[] {api},
            (_, method, arguments) -> {
              if (lock.isHeld()) {
                throw new AssertionError(
                    me()
                        + " calls "
                        + api.getSimpleName()
                        + '.'
                        + method.getName()
                        + " and holds "
                        + lock.name());
              }
              try {
                return method.invoke(target, arguments);
              } catch (InvocationTargetException e) {
                throw Objects.requireNonNull(e.getCause());
              }
            }));
  }

  private static String me() {
    Thread me = Thread.currentThread();
    return '"' + me.getName() + "\" #" + me.threadId();
  }

  private static String holder(GlobalLock lock) {
    LockSnapshot.@Nullable Holder holder = lock.snapshot().holder();
    return holder == null
        ? "nobody does"
        : "\"" + holder.thread() + "\" #" + holder.threadId() + " does";
  }
}
