package dev.gil.testkit;

import static dev.gil.testkit.FaultyStrategiesTest.THREADS;
import static dev.gil.testkit.FaultyStrategiesTest.assertBreaks;

import dev.gil.GlobalLock;
import dev.gil.spi.Job;
import dev.gil.spi.Runner;
import dev.gil.spi.StrategySettings;
import dev.gil.spi.Trait;
import dev.gil.spi.WorkerSnapshot;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** Faults that lose no task and no result: only what is told, left behind or seen is wrong. */
class QuietFaultsTest {
  /** A thread is good for one job, and an exception is the shortest way out of its loop. */
  @Test
  void aThreadThatEndsByAnExceptionCallsItsHandler() throws Exception {
    assertBreaks(
        new PooledStrategy(THREADS) {
          @Override
          void work(Pool pool, Job<?> job) {
            super.work(pool, job);
            throw new IllegalStateException("meant: the job is done, and so is this thread");
          }
        },
        "S3.11");
  }

  /** What a task writes is written to a copy, whatever lock it holds meanwhile. */
  @Test
  void aCopyOfATaskWritesNothingThatAnybodySees() throws Exception {
    assertBreaks(
        new CopyingStrategy() {
          @Override
          public Set<Trait> traits() {
            return Set.of(
                Trait.ONE_AT_A_TIME,
                Trait.SHARES_HEAP,
                Trait.NEEDS_SERIALIZABLE,
                Trait.OVERLAPS_BLOCKING);
          }
        },
        "S13.5",
        "S13.2");
  }

  /** Nobody tells it of holds, it thought; and a listener that throws takes its thread along. */
  @Test
  void aStrategyThatTellsOfItsJobsAsHoldsIsCaught() throws Exception {
    assertBreaks(
        new PooledStrategy(THREADS) {
          @Override
          void work(Pool pool, Job<?> job) {
            GlobalLock lock = pool.settings.lock().orElseThrow();
            long from = System.nanoTime();
            super.work(pool, job);
            long to = System.nanoTime();
            pool.settings
                .listener()
                .ifPresent(l -> l.held(lock.name(), Thread.currentThread(), from, to, false));
          }
        },
        "S19.2",
        "S19.3");
  }

  @Test
  void workersOfOneNameAreCaught() throws Exception {
    assertBreaks(
        new PooledStrategy(THREADS) {
          @Override
          public Runner open(StrategySettings settings) {
            return new Namesakes((Pool) super.open(settings));
          }
        },
        "S20.2");
  }

  private record Namesakes(PooledStrategy.Pool pool) implements Runner {
    @Override
    public void start(Job<?> job) {
      pool.start(job);
    }

    @Override
    public void stop(Job<?> job) {
      pool.stop(job);
    }

    @Override
    public List<WorkerSnapshot> workers() {
      return pool.threads.stream()
          .map(_ -> new WorkerSnapshot("worker", ProcessHandle.current().pid(), "idle", 0))
          .toList();
    }

    @Override
    public boolean close(boolean now, Duration wait) throws InterruptedException {
      return pool.close(now, wait);
    }
  }

  /** A job that is done before it was run belongs to somebody else, who will surely come for it. */
  @Test
  void aJobThatWasCancelledInTheQueueAndStaysThereIsMissed() throws Exception {
    Set<Object> dropped = ConcurrentHashMap.newKeySet();
    assertBreaks(
        new PooledStrategy(THREADS) {
          @Override
          void work(Pool pool, Job<?> job) {
            if (!job.isDone()) {
              super.work(pool, job);
            } else if (!dropped.contains(pool)) {
              pool.queue.addLast(job);
            }
          }

          @Override
          boolean gone(Pool pool, boolean now, Duration wait) throws InterruptedException {
            if (now) {
              dropped.add(pool);
            }
            return super.gone(pool, now, wait);
          }
        },
        "S21.4");
  }
}
