package dev.gil.internal.kernel;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;

/**
 * The places in which the kernels of one executor run: no more than processors, however many
 * threads it has. More kernels at once would only throw each other out of the caches.
 *
 * <p>Thread-safe. A place is no lock: it is waited for by threads that hold none, so waiting for it
 * closes no cycle.
 */
public final class KernelSlots implements AutoCloseable {
  private static final Set<KernelSlots> OPEN = ConcurrentHashMap.newKeySet();

  private final int size;
  private final Semaphore free;
  private final List<KernelSeat> seats = new CopyOnWriteArrayList<>();

  /**
   * Places without threads that use them yet.
   *
   * @param size how many; 1 or more
   */
  public KernelSlots(int size) {
    this.size = size;
    this.free = new Semaphore(size);
    OPEN.add(this);
  }

  /** Those that are not closed. */
  public static Set<KernelSlots> open() {
    return OPEN;
  }

  /** From now on the kernels of the calling thread run in these places. */
  public void enter() {
    KernelSeat seat = new KernelSeat(this);
    seats.add(seat);
    KernelSeat.current(seat);
  }

  /** How many places there are. */
  public int size() {
    return size;
  }

  /** How many threads wait for a place, about. */
  public int waiting() {
    return free.getQueueLength();
  }

  /** One for each thread that has entered. */
  public List<KernelSeat> seats() {
    return seats;
  }

  boolean tryTake() {
    return free.tryAcquire();
  }

  void take() throws InterruptedException {
    free.acquire();
  }

  void giveUp() {
    free.release();
  }

  /** Is not listed any more. Its threads have ended, or go on as before. */
  @Override
  public void close() {
    OPEN.remove(this);
  }
}
