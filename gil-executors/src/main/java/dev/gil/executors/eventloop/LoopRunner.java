package dev.gil.executors.eventloop;

import dev.gil.internal.log.Log;
import dev.gil.spi.Job;
import dev.gil.spi.Runner;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jctools.queues.varhandle.MpscUnboundedVarHandleArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * One thread that takes jobs from a queue of many producers and runs them.
 *
 * <p>It says that it goes to sleep before it looks at the queue once more, and a producer adds its
 * job before it looks whether the thread sleeps: one of the two sees the other. The thread starts
 * with the first job and ends when the runner is closed and the queue is empty; jobs that closing
 * drops are in it still, but have ended, and running them does nothing.
 *
 * <p>A producer that has claimed its place in the queue and not yet written its job makes no
 * difference. JCTools counts such a place: {@code isEmpty} compares the indexes, and {@code poll}
 * spins until the job is there. But if it did not, that producer, whose look at the sleeper comes
 * after the write, would wake the thread; and after a close core has ended every job that is still
 * on its way here.
 */
final class LoopRunner implements Runner {
  private static final int CHUNK = 1_024;

  private final Queue<Job<?>> queue = new MpscUnboundedVarHandleArrayQueue<>(CHUNK);
  private final AtomicBoolean asleep = new AtomicBoolean();
  private final String name;
  private final Duration stallLimit;
  private final LongConsumer pauses;
  private final Consumer<String> warnings;
  private volatile @Nullable Thread thread; // written under this
  private volatile boolean closed; // written under this

  LoopRunner(String name, Duration stallLimit) {
    this(
        name,
        stallLimit,
        StallWatch.PARKING,
        text -> Log.gil().log(System.Logger.Level.WARNING, text));
  }

  /**
   * A runner that says to {@code warnings} which jobs keep the others waiting.
   *
   * @param pauses how the watch for these waits; a test may want to know
   */
  LoopRunner(String name, Duration stallLimit, LongConsumer pauses, Consumer<String> warnings) {
    this.name = name;
    this.stallLimit = stallLimit;
    this.pauses = pauses;
    this.warnings = warnings;
  }

  @Override
  public void start(Job<?> job) {
    if (closed || thread == null) {
      startThread();
    }
    queue.add(job);
    wake();
  }

  private synchronized void startThread() {
    if (closed) {
      throw new IllegalStateException("the event loop \"" + name + "\" is closed");
    }
    if (thread == null) {
      thread = Thread.ofPlatform().name(name).start(this::loop);
    }
  }

  private void wake() {
    if (asleep.get() && asleep.compareAndSet(true, false)) {
      LockSupport.unpark(thread);
    }
  }

  private void loop() {
    StallWatch watch =
        new StallWatch(Thread.currentThread(), stallLimit, queue::size, pauses, warnings);
    try {
      while (true) {
        @Nullable Job<?> job = queue.poll();
        if (job != null) {
          watch.begin(job);
          run(job);
          watch.end();
        } else if (closed) {
          if (queue.isEmpty()) {
            return;
          }
        } else {
          watch.rest();
          sleep();
        }
      }
    } finally {
      watch.close();
    }
  }

  private static void run(Job<?> job) {
    try {
      job.run();
    } catch (RuntimeException | Error e) { // no task's, but the loop must outlive even ours
      Log.gil().log(System.Logger.Level.ERROR, "running " + job + " failed", e);
      job.fail(e, true);
    }
  }

  private void sleep() {
    asleep.set(true);
    if (queue.isEmpty() && !closed) {
      LockSupport.park(this);
    }
    asleep.set(false);
    Thread.interrupted(); // a stop that came too late for its job would keep this from sleeping
  }

  @Override
  public boolean isOnlyThread() {
    return Thread.currentThread() == thread;
  }

  @Override
  public boolean close(boolean now, Duration wait) throws InterruptedException {
    @Nullable Thread loop;
    synchronized (this) {
      closed = true;
      loop = thread;
    }
    if (loop == null) {
      return true;
    }
    wake();
    // A task of the loop may be what closes: the thread lives on for a moment.
    return loop != Thread.currentThread() && loop.join(wait);
  }
}
