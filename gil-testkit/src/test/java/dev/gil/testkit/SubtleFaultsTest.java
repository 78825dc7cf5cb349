package dev.gil.testkit;

import static dev.gil.testkit.FaultyStrategiesTest.THREADS;
import static dev.gil.testkit.FaultyStrategiesTest.assertBreaks;
import static dev.gil.testkit.FaultyStrategiesTest.crashing;

import dev.gil.spi.Job;
import dev.gil.spi.Runner;
import dev.gil.spi.StrategySettings;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Faults as a careful author makes them, each caught by the rule that speaks of it. */
class SubtleFaultsTest {
  private static final ThreadLocal<Job<?>> CURRENT = new ThreadLocal<>();

  /** Restoring the interrupt status is a good habit, but not where the thread has another job. */
  @Test
  void anInterruptThatIsRestoredAfterACancelledJobReachesTheNext() throws Exception {
    Set<Job<?>> stopped = ConcurrentHashMap.newKeySet();
    assertBreaks(
        new PooledStrategy(THREADS) {
          @Override
          void stop(Pool pool, Job<?> job) {
            stopped.add(job);
            job.interrupt();
          }

          @Override
          Job<?> take(Pool pool) {
            Job<?> job = pool.queue.pollFirst();
            if (job == null) {
              LockSupport.parkNanos(50_000);
            }
            return job;
          }

          @Override
          void work(Pool pool, Job<?> job) {
            super.work(pool, job);
            if (stopped.remove(job)) {
              Thread.currentThread().interrupt();
            }
          }
        },
        "S6.7");
  }

  /** The job attaches by itself; an attachment round it is still there when it completes. */
  @Test
  void aLockTakenRoundTheJobIsHeldWhenItsFutureIsDone() throws Exception {
    assertBreaks(
        new PooledStrategy(THREADS) {
          @Override
          void work(Pool pool, Job<?> job) {
            try (var _ = pool.settings.lock().orElseThrow().attach()) {
              super.work(pool, job);
            }
          }
        },
        "S5.6",
        "S10.13");
  }

  /** The first loss is reported well, and the thread that reported it is gone. */
  @Test
  void aWorkerThatReportsItsCrashAndIsNotReplacedIsMissed() throws Exception {
    assertBreaks(
        crashing(
            new CopyingStrategy() {
              @Override
              void lost(Job<?> job) {
                super.lost(job);
                Thread.currentThread().setUncaughtExceptionHandler((_, _) -> {});
                throw new Crash();
              }
            }),
        "S16.1",
        "S16.7");
  }

  /** A thread that is about to go for want of work still counts as one that will take the job. */
  @Test
  void aJobThatMeetsAnIdleThreadOnItsWayOutIsLost() throws Exception {
    assertBreaks(
        new PooledStrategy(THREADS) {
          @Override
          public Runner open(StrategySettings settings) {
            return new KeepAlive();
          }
        },
        "S21.6");
  }

  private static final class KeepAlive implements Runner {
    private final Queue<Job<?>> queue = new ConcurrentLinkedQueue<>();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final AtomicInteger live = new AtomicInteger();

    @Override
    public void start(Job<?> job) {
      queue.add(job);
      if (live.compareAndSet(0, 1)) {
        threads.add(Thread.ofPlatform().daemon().start(this::loop));
      }
    }

    private void loop() {
      for (int idle = 0; idle < 3; idle++) {
        for (Job<?> job = queue.poll(); job != null; job = queue.poll()) {
          job.run();
          idle = 0;
        }
        LockSupport.parkNanos(10_000);
      }
      LockSupport.parkNanos(200_000); // it tidies up; who looks at the queue now?
      live.set(0);
    }

    @Override
    public boolean close(boolean now, Duration wait) throws InterruptedException {
      for (Thread thread : threads) {
        if (thread == Thread.currentThread() || !thread.join(wait.plusNanos(1))) {
          return false;
        }
      }
      return true;
    }
  }

  /** A bound of the strategy's own makes the submitter wait, once there is enough work. */
  @Test
  void aQueueThatIsFullMakesTheSubmitterWait() throws Exception {
    Map<Object, ArrayBlockingQueue<Job<?>>> queues = new ConcurrentHashMap<>();
    assertBreaks(
        new PooledStrategy(THREADS) {
          private ArrayBlockingQueue<Job<?>> queue(Pool pool) {
            return queues.computeIfAbsent(pool, _ -> new ArrayBlockingQueue<>(64));
          }

          @Override
          void accept(Pool pool, Job<?> job) {
            try {
              queue(pool).put(job);
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
              throw new IllegalStateException("interrupted", e);
            }
          }

          @Override
          Job<?> take(Pool pool) throws InterruptedException {
            return queue(pool).poll(1, TimeUnit.MILLISECONDS);
          }
        },
        "S9.3");
  }

  /** What a worker is at is worth showing; what it was at keeps all that its task captured. */
  @Test
  void aWorkerThatRemembersItsLastJobKeepsWhatThatCaptured() throws Exception {
    assertBreaks(
        new PooledStrategy(THREADS) {
          @Override
          void work(Pool pool, Job<?> job) {
            CURRENT.set(job);
            super.work(pool, job);
          }
        },
        "S15.6");
  }

  /** Threads are dear, so all executors have the same: until one of them is closed. */
  @Test
  void executorsThatShareOnePoolEndTogether() throws Exception {
    assertBreaks(
        new PooledStrategy(THREADS) {
          private Runner shared;

          @Override
          public synchronized Runner open(StrategySettings settings) {
            if (shared == null) {
              shared = super.open(settings);
            }
            return shared;
          }
        },
        "S15.4",
        "S17.6");
  }
}
