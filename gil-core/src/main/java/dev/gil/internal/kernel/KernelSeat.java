package dev.gil.internal.kernel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What one thread has of the {@link KernelSlots} of its executor: whether it is in a place, and for
 * what. Changed by its thread, looked at by any.
 */
public final class KernelSeat {
  private static final ThreadLocal<KernelSeat> CURRENT = new ThreadLocal<>();
  private static final VarHandle KERNEL;
  private static final VarHandle RELEASED;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      KERNEL = lookup.findVarHandle(KernelSeat.class, "kernel", Object.class);
      RELEASED = lookup.findVarHandle(KernelSeat.class, "released", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final KernelSlots slots;
  private boolean taken;

  @SuppressWarnings("unused") // through KERNEL
  private @Nullable Object kernel;

  @SuppressWarnings("unused") // through RELEASED
  private long released;

  KernelSeat(KernelSlots slots) {
    this.slots = slots;
  }

  static void current(KernelSeat seat) {
    CURRENT.set(seat);
  }

  /** Of the calling thread; null if its kernels may run anywhere. */
  public static @Nullable KernelSeat current() {
    return CURRENT.get();
  }

  /** Whether this thread is in a place already: a kernel inside a kernel stays in it. */
  public boolean isTaken() {
    return taken;
  }

  /** Takes a place if one is free. */
  public boolean tryTake() {
    taken = slots.tryTake();
    return taken;
  }

  /**
   * Waits for a place, without any lock. An interrupt stays pending; one that came with a cancel
   * ends the wait.
   *
   * @param cancelled asked when interrupted
   * @return whether there is one; false if cancelled
   */
  public boolean take(BooleanSupplier cancelled) {
    boolean interrupted = false;
    try {
      while (!cancelled.getAsBoolean()) {
        try {
          slots.take();
          taken = true;
          return true;
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      return false;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** A kernel runs without the lock from now on; whoever looks finds this object. */
  public void begins(Object running) {
    KERNEL.setRelease(this, running);
    RELEASED.setOpaque(this, (long) RELEASED.get(this) + 1);
  }

  /** The kernel is over, and the place free. */
  public void ends() {
    KERNEL.setRelease(this, (Object) null);
    if (taken) {
      taken = false;
      slots.giveUp();
    }
  }

  /** What {@link #begins} was told of the kernel that runs; null if none does. */
  public @Nullable Object kernel() {
    return KERNEL.getAcquire(this);
  }

  /** How many kernels have run without the lock. */
  public long released() {
    return (long) RELEASED.getOpaque(this);
  }
}
