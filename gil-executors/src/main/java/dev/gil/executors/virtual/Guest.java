package dev.gil.executors.virtual;

import dev.gil.internal.mount.MountState;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One virtual thread of a scheduler. It is what the thread submits each time it can run, and a link
 * of the queue that it then stands in.
 *
 * <p>Who may touch what: {@link #queued} anybody; {@link #carrier}, {@link #detached} and {@link
 * #keeps} the thread itself while it is mounted, and the carrier that mounts it; the links whoever
 * put it into a queue.
 *
 * <p>A million waiting tasks have a million of these: the fields fill 64 bytes.
 */
final class Guest extends MountState implements Runnable {
  private static final VarHandle QUEUED;
  private static final VarHandle CLAIMED;

  static {
    try {
      MethodHandles.Lookup mine = MethodHandles.lookup();
      QUEUED = mine.findVarHandle(Guest.class, "queued", boolean.class);
      CLAIMED = mine.findVarHandle(Guest.class, "claimed", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  final Thread thread;

  // In the inbox next is the one before; in a line of the run queue both are used.
  @Nullable Guest next;
  @Nullable Guest previous;
  byte line; // of the run queue, NOWHERE if in none
  int arrival; // at the run queue, for who came before whom

  @SuppressWarnings("unused") // through QUEUED
  private volatile boolean queued;

  @SuppressWarnings("unused") // through CLAIMED
  private volatile boolean claimed;

  @Nullable Carrier carrier; // it is mounted on, or was last
  @Nullable Object blocked; // what it gave up for a call that blocks where it stands
  byte mountings; // 0 before the first, then 1 to 127 again and again
  short keeps; // how many reasons it has to keep the lock when it unmounts
  volatile boolean detached; // runs without the lock

  /** The carrier that keeps the lock for it while it is not mounted. */
  volatile @Nullable Carrier keeper;

  volatile boolean readyForKeeper;

  Guest(Thread thread) {
    this.thread = thread;
  }

  /**
   * Says that it stands in a queue; false if it does already. A thread may submit itself again
   * while it waits, after somebody looked at its stack.
   */
  boolean enqueue() {
    return (boolean) QUEUED.compareAndSet(this, false, true);
  }

  /** It was taken out of its queue, and is about to run. */
  void dequeued() {
    queued = false;
  }

  /**
   * Claims it for a carrier: what keeps two from mounting a guest that has submitted itself twice.
   * False if it cannot run: it runs elsewhere, or whoever looks at its stack will submit it again.
   */
  boolean claim() {
    while (!CLAIMED.compareAndSet(this, false, true)) {
      if (!VirtualThreads.isRunnable(thread)) {
        return false;
      }
      Thread.onSpinWait(); // the carrier that it has just left is about to say so
    }
    if (VirtualThreads.isRunnable(thread)) {
      return true;
    }
    claimed = false;
    return false;
  }

  void unclaim() {
    claimed = false;
  }

  /** Whether it has not run yet. */
  boolean isFresh() {
    return mountings == 0;
  }

  /** By its carrier, before it runs: whoever yields sees by the count whether it was unmounted. */
  void mountedOn(Carrier now) {
    carrier = now;
    mountings = (byte) (mountings == Byte.MAX_VALUE ? 1 : mountings + 1);
  }

  Carrier carrierNow() {
    return Objects.requireNonNull(carrier);
  }

  /** For whoever treats it as the {@link Runnable} that it replaces. */
  @Override
  public void run() {
    VirtualThreads.run(thread);
  }
}
