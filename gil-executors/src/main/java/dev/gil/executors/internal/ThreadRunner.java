package dev.gil.executors.internal;

import dev.gil.spi.Job;
import dev.gil.spi.Runner;
import dev.gil.spi.StrategySettings;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Runs jobs on a fixed number of platform threads, in submit order.
 *
 * <p>Threads start with the first jobs and end when the runner is closed and its queue is empty.
 * The jobs themselves attach, catch and complete; a thread here only takes and runs.
 */
public final class ThreadRunner implements Runner {
  private final int most;
  private final String prefix;
  private final Runnable atStart;
  private final ReentrantLock mutex = new ReentrantLock();
  private final Condition arrived = mutex.newCondition();
  private final Queue<Job<?>> queue = new ArrayDeque<>(); // guarded by mutex
  private final List<Thread> threads = new ArrayList<>(); // guarded by mutex
  private int idle; // guarded by mutex
  private boolean closed; // guarded by mutex

  /**
   * A runner without threads yet.
   *
   * @param id of the strategy, for thread names
   * @param threads how many at most
   * @param settings for the names, if set
   */
  public ThreadRunner(String id, int threads, StrategySettings settings) {
    this(id, threads, settings, () -> {});
  }

  /**
   * A runner whose threads do something first.
   *
   * @param id of the strategy, for thread names
   * @param threads how many at most
   * @param settings for the names, if set
   * @param atStart runs on each thread before its first job; does not throw
   */
  public ThreadRunner(String id, int threads, StrategySettings settings, Runnable atStart) {
    this.most = threads;
    this.atStart = atStart;
    this.prefix = settings.threadNames().orElse("gil-" + id + '-');
  }

  @Override
  public void start(Job<?> job) {
    mutex.lock();
    try {
      if (closed && threads.isEmpty()) {
        throw new IllegalStateException("the runner is closed");
      }
      queue.add(job);
      if (idle < queue.size() && threads.size() < most) {
        threads.add(Thread.ofPlatform().name(prefix + (threads.size() + 1)).start(this::loop));
      } else {
        arrived.signal();
      }
    } finally {
      mutex.unlock();
    }
  }

  private void loop() {
    atStart.run();
    while (runNext()) {}
  }

  /**
   * In a frame of its own: one that waits for the next job would keep what the last one captured.
   */
  private boolean runNext() {
    @Nullable Job<?> job = take();
    if (job == null) {
      return false;
    }
    job.run();
    return true;
  }

  private @Nullable Job<?> take() {
    mutex.lock();
    try {
      idle++;
      while (queue.isEmpty()) {
        if (closed) {
          return null;
        }
        arrived.awaitUninterruptibly();
      }
      return queue.remove();
    } finally {
      idle--;
      mutex.unlock();
    }
  }

  @Override
  public boolean isOnlyThread() {
    if (most > 1) {
      return false;
    }
    mutex.lock();
    try {
      return threads.contains(Thread.currentThread());
    } finally {
      mutex.unlock();
    }
  }

  @Override
  public boolean close(boolean now, Duration wait) throws InterruptedException {
    List<Thread> running;
    mutex.lock();
    try {
      closed = true;
      if (now) {
        queue.clear();
      }
      arrived.signalAll();
      running = List.copyOf(threads);
    } finally {
      mutex.unlock();
    }
    long deadline = System.nanoTime() + wait.toNanos();
    for (Thread thread : running) {
      long left = Math.max(0, deadline - System.nanoTime());
      // The thread of the last task may be the one that closes: it lives on for a moment.
      if (thread == Thread.currentThread() || !thread.join(Duration.ofNanos(left))) {
        return false;
      }
    }
    return true;
  }
}
