package dev.gil.advisor;

import dev.gil.trace.LockListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;

/**
 * Hears from the lock when threads waited for it and were without it, and takes down what they
 * computed meanwhile: a hold is told of when a stretch without the lock begins, on its thread, and
 * that stretch when it ends.
 */
final class Observer implements LockListener {
  private final LongSupplier cpuClock;
  private final List<Seat> all = new CopyOnWriteArrayList<>();
  private final ThreadLocal<Seat> mine = ThreadLocal.withInitial(this::newSeat);

  /**
   * An observer for threads whose time on a processor this clock tells.
   *
   * @param cpuClock of the thread that asks, in nanoseconds
   */
  Observer(LongSupplier cpuClock) {
    this.cpuClock = cpuClock;
  }

  /** What one thread did. Written by that thread; read when it has ended its tasks. */
  static final class Seat {
    private long cpuAtGiveUp;
    private long detached;
    private long detachedCpu;
    private long begun;
    private long waited;
    private long waitedInside;
    private long longestHold;

    /** A task begins: its own sums begin at zero. */
    void begin(long now) {
      begun = now;
      detached = 0;
      detachedCpu = 0;
    }

    long detached() {
      return detached;
    }

    long detachedCpu() {
      return detachedCpu;
    }
  }

  private Seat newSeat() {
    Seat seat = new Seat();
    all.add(seat);
    return seat;
  }

  Seat seat() {
    return mine.get();
  }

  @Override
  public void waited(String lock, Thread thread, long from, long to) {
    Seat seat = seat();
    seat.waited += to - from;
    if (seat.begun != 0 && from - seat.begun >= 0) {
      seat.waitedInside += to - from;
    }
  }

  @Override
  public void held(String lock, Thread thread, long from, long to, boolean handedOver) {
    Seat seat = seat();
    seat.longestHold = Math.max(seat.longestHold, to - from);
    seat.cpuAtGiveUp = cpuClock.getAsLong();
  }

  @Override
  public void detached(String lock, Thread thread, long from, long to) {
    Seat seat = seat();
    seat.detached += to - from;
    seat.detachedCpu += cpuClock.getAsLong() - seat.cpuAtGiveUp;
  }

  /** Of all threads together, for the lock. */
  long waited() {
    return all.stream().mapToLong(seat -> seat.waited).sum();
  }

  /** Of all threads together, to take the lock back when a task had begun. */
  long waitedInside() {
    return all.stream().mapToLong(seat -> seat.waitedInside).sum();
  }

  /** Of any thread. */
  long longestHold() {
    return all.stream().mapToLong(seat -> seat.longestHold).max().orElse(0);
  }
}
