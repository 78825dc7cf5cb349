package dev.gil.executors.single;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gil.Affinity;
import dev.gil.GlobalLock;
import dev.gil.LockClosedException;
import dev.gil.TaskCancelledException;
import dev.gil.spi.GilExecutor;
import dev.gil.spi.Strategies;
import dev.gil.spi.StrategySettings;
import dev.gil.spi.TaskFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A lock with a thread of its own, lent to an executor that keeps to one thread. */
class OwnThreadTest {
  private final GlobalLock lock =
      GlobalLock.builder("own-thread").affinity(Affinity.THREAD).build();
  private final StrategySettings settings = StrategySettings.DEFAULTS.lock(lock);

  @AfterEach
  void close() {
    lock.close();
  }

  @Test
  void tasksRunOnTheLocksThreadAndAttached() throws Exception {
    Thread own = lock.call(Thread::currentThread);
    try (GilExecutor pool = Strategies.open("single", settings)) {
      assertThat(pool.submit(gil -> Thread.currentThread() == own && lock.isHeld()).get()).isTrue();
    }
    assertThat(lock.<Integer, RuntimeException>call(() -> 1)).isEqualTo(1); // lent, not closed
  }

  @Test
  void aTaskIsCancelledThereAndTheNextIsNot() throws Exception {
    try (GilExecutor pool = Strategies.open("single", settings)) {
      CountDownLatch begun = new CountDownLatch(1);
      AtomicReference<Throwable> ended = new AtomicReference<>();
      CountDownLatch over = new CountDownLatch(1);
      TaskFuture<Void> first =
          pool.run(
              gil -> {
                begun.countDown();
                try {
                  while (true) {
                    gil.checkpoint();
                  }
                } catch (TaskCancelledException e) {
                  ended.set(e);
                  throw e;
                } finally {
                  over.countDown();
                }
              });
      begun.await();
      first.cancel(true);
      over.await();
      assertThat(ended.get()).isInstanceOf(TaskCancelledException.class);
      assertThat(
              pool.submit(
                      gil -> {
                        gil.checkpoint();
                        return Thread.currentThread().isInterrupted();
                      })
                  .get())
          .isFalse();
    }
  }

  @Test
  void aTaskAfterTheLockWasClosedFailsAndSaysSo() {
    try (GilExecutor pool = Strategies.open("single", settings)) {
      lock.close();
      assertThatThrownBy(() -> pool.submit(gil -> 1).get())
          .hasCauseInstanceOf(LockClosedException.class);
    }
  }

  @Test
  void aStrategyOfSeveralThreadsRefusesTheLock() {
    assertThatThrownBy(() -> Strategies.open("threads", settings))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("SAME_THREAD");
  }
}
