package dev.gil.advisor;

import com.sun.management.ThreadMXBean;
import dev.gil.Attachment;
import dev.gil.advisor.Profile.Piece;
import dev.gil.spi.Task;
import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;

/**
 * A task that takes down what another one does, on a platform thread: in a virtual one neither the
 * time on a processor nor the allocated bytes can be read.
 */
final class Meter<T extends @Nullable Object> implements Task<T> {
  private static final long serialVersionUID = 1L;

  /** Reading the run queue takes some tens of microseconds: not for tasks that take less. */
  private static final long WORTH_READING = 1_000_000;

  private static final ThreadMXBean THREADS =
      ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

  private final Task<T> task;
  private final transient Observer observer;
  private final boolean readsRunQueue;
  private long wall;
  private long cpu;
  private long runQueue;
  private long allocated;
  private long detached;
  private long detachedCpu;

  /**
   * Round a task.
   *
   * @param expectedNanos what it is about to take
   */
  Meter(Task<T> task, Observer observer, long expectedNanos) {
    this.task = task;
    this.observer = observer;
    this.readsRunQueue = RunQueue.isKnown() && expectedNanos >= WORTH_READING;
  }

  /** Of this thread, in nanoseconds. */
  static long cpuClock() {
    return THREADS.getCurrentThreadCpuTime();
  }

  @Override
  public T run(Attachment gil) throws Exception {
    Observer.Seat seat = observer.seat();
    seat.begin(System.nanoTime());
    long queuedFrom = readsRunQueue ? RunQueue.nanos() : 0;
    long allocatedFrom = THREADS.getCurrentThreadAllocatedBytes();
    long cpuFrom = cpuClock();
    long from = System.nanoTime();
    T result = task.run(gil);
    wall = System.nanoTime() - from;
    cpu = cpuClock() - cpuFrom;
    allocated = THREADS.getCurrentThreadAllocatedBytes() - allocatedFrom;
    runQueue = readsRunQueue ? RunQueue.nanos() - queuedFrom : 0;
    detached = seat.detached();
    detachedCpu = seat.detachedCpu();
    return result;
  }

  boolean readsRunQueue() {
    return readsRunQueue;
  }

  long wallNanos() {
    return wall;
  }

  long cpuNanos() {
    return cpu;
  }

  long runQueueNanos() {
    return runQueue;
  }

  long allocatedBytes() {
    return allocated;
  }

  long detachedNanos() {
    return detached;
  }

  long detachedCpuNanos() {
    return detachedCpu;
  }

  /** What the task did, if it ran alone. */
  Piece piece() {
    double own = Math.max(cpu, wall - runQueue);
    return new Piece(own / 1e6, cpu / 1e6, detached / 1e6, detachedCpu / 1e6);
  }
}
