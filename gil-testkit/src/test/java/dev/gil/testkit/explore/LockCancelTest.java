package dev.gil.testkit.explore;

import static dev.gil.testkit.explore.Interleavings.fork;
import static dev.gil.testkit.explore.Interleavings.join;
import static dev.gil.testkit.explore.Interleavings.lock;
import static dev.gil.testkit.explore.Interleavings.point;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.Attachment;
import dev.gil.GlobalLock;
import dev.gil.TaskCancelledException;
import dev.gil.spi.GilExecutor;
import dev.gil.spi.Job;
import dev.gil.spi.ParallelismStrategy;
import dev.gil.spi.Runner;
import dev.gil.spi.Strategies;
import dev.gil.spi.StrategySettings;
import dev.gil.spi.TaskFuture;
import dev.gil.spi.Trait;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/** L15: a cancel reaches its own job, soon and for good, and no other. */
class LockCancelTest {
  /** Jobs wait until a thread of the body runs them, so that all threads are the explorer's. */
  private static final class ByHand implements ParallelismStrategy, Runner {
    private final Queue<Job<?>> jobs = new ArrayDeque<>();

    @Override
    public String id() {
      return "by-hand";
    }

    @Override
    public Set<Trait> traits() {
      return Set.of(Trait.ONE_AT_A_TIME, Trait.SHARES_HEAP);
    }

    @Override
    public Runner open(StrategySettings settings) {
      return this;
    }

    @Override
    public void start(Job<?> job) {
      jobs.add(job);
    }

    void runAll() {
      for (Job<?> job = jobs.poll(); job != null; job = jobs.poll()) {
        job.run();
      }
    }

    @Override
    public boolean close(boolean now, Duration wait) {
      return true;
    }
  }

  private static GilExecutor pool(ByHand byHand, GlobalLock lock) {
    return Strategies.open(byHand, StrategySettings.DEFAULTS.lock(lock));
  }

  @InterleavingTest(executions = 3_000, seed = 1)
  void aCancelIsSeenAtEachLaterCheckpointAndByNoOtherJob() throws Exception {
    ByHand byHand = new ByHand();
    GlobalLock lock = lock("l15");
    List<String> wrong = new ArrayList<>();
    AtomicBoolean cancelled = new AtomicBoolean();
    GilExecutor pool = pool(byHand, lock);
    TaskFuture<?> first = pool.run(gil -> checkpoints(gil, cancelled, wrong));
    TaskFuture<Boolean> next =
        pool.submit(
            gil -> {
              gil.checkpoint();
              return Thread.interrupted();
            });
    Forked worker = fork("worker", byHand::runAll);
    Forked canceller =
        fork(
            "canceller",
            () -> {
              boolean inTime = first.cancel(true);
              cancelled.set(inTime);
            });
    Forked other =
        fork(
            "other",
            () -> {
              try (Attachment gil = lock.attach()) {
                gil.checkpoint();
              }
            });
    join(worker, canceller, other);
    pool.close();
    assertThat(wrong).isEmpty();
    assertThat(first.isCancelled()).isEqualTo(cancelled.get());
    assertThat(next.get()).as("interrupted by the cancel of another").isFalse();
    assertThat(lock.isHeld()).isFalse();
  }

  private static void checkpoints(Attachment gil, AtomicBoolean cancelled, List<String> wrong) {
    boolean seen = false;
    for (int i = 0; i < 4; i++) {
      boolean before = cancelled.get();
      try {
        gil.checkpoint();
        if (seen || before) {
          wrong.add("checkpoint " + i + " let a cancelled job pass");
        }
      } catch (TaskCancelledException _) {
        seen = true;
      }
    }
  }

  @InterleavingTest(executions = 3_000, seed = 2)
  void aCancelOfOneThatIsAwayIsSeenAtItsFirstCheckpoint() {
    ByHand byHand = new ByHand();
    GlobalLock lock = lock("l15");
    List<String> wrong = new ArrayList<>();
    AtomicBoolean cancelled = new AtomicBoolean();
    AtomicBoolean seen = new AtomicBoolean();
    GilExecutor pool = pool(byHand, lock);
    TaskFuture<?> away =
        pool.run(
            gil -> {
              boolean[] meanwhile = new boolean[1];
              gil.detached(
                  () -> {
                    point();
                    meanwhile[0] = cancelled.get();
                  });
              try {
                gil.checkpoint();
                if (meanwhile[0]) {
                  wrong.add("a job went on that was cancelled while it was away");
                }
              } catch (TaskCancelledException e) {
                seen.set(true);
                throw e;
              }
            });
    Forked worker = fork("worker", byHand::runAll);
    Forked canceller = fork("canceller", () -> cancelled.set(away.cancel(true)));
    join(worker, canceller);
    pool.close();
    assertThat(wrong).isEmpty();
    assertThat(seen.get() && !away.isCancelled()).as("seen by a job nobody cancelled").isFalse();
    assertThat(lock.isHeld()).isFalse();
  }

  @InterleavingTest(executions = 3_000, seed = 3)
  void aJobThatBlocksWithoutTheLockIsInterrupted() {
    ByHand byHand = new ByHand();
    GlobalLock lock = lock("l15");
    GilExecutor pool = pool(byHand, lock);
    TaskFuture<?> blocked = pool.run(gil -> gil.detached(() -> new CountDownLatch(1).await()));
    Forked worker = fork("worker", byHand::runAll);
    Forked canceller = fork("canceller", () -> assertThat(blocked.cancel(true)).isTrue());
    join(worker, canceller);
    pool.close();
    assertThat(blocked.isCancelled()).isTrue();
    try (Attachment free = lock.tryAttach()) {
      assertThat(free).as("free at the end").isNotNull();
    }
  }
}
