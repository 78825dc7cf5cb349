package dev.gil.executors.virtual;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.Attachment;
import dev.gil.GlobalLock;
import dev.gil.LockSnapshot;
import dev.gil.executors.virtual.BlockingCall.Effect;
import dev.gil.spi.GilExecutor;
import dev.gil.spi.Strategies;
import dev.gil.spi.StrategySettings;
import dev.gil.spi.TaskFuture;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What each blocking call does to the lock: the table of docs/strategies.md, row by row. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BlockingCallsTest {
  @TempDir Path directory;

  /** While the call blocks another task runs, or the lock's holder is the task that blocks. */
  @ParameterizedTest
  @EnumSource
  void aCallDoesToTheLockWhatTheTableSays(BlockingCall call) throws Exception {
    try (Props props = new Props(directory);
        GilExecutor pool = Strategies.open("virtual", StrategySettings.DEFAULTS)) {
      Row row = call.make(props);
      TaskFuture<?> blocked = blocked(pool, row, false);
      if (call.effect == Effect.PINS) {
        awaitInside(pool.lock().orElseThrow());
        try (Attachment taken = pool.lock().orElseThrow().tryAttach()) {
          assertThat(taken).as("an attachment while the call blocks").isNull();
        }
        assertThat(pool.lock().orElseThrow().snapshot().holder().thread()).contains("Blocking");
      } else {
        assertThat(pool.submit(gil -> gil.lock().orElseThrow().isHeld()).get()).isTrue();
        assertThat(blocked.isDone()).as("the call has returned").isFalse();
      }
      row.end().run();
      blocked.get();
    }
  }

  /** A call that pins lets the others in when it is detached. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CLASS_INITIALISER")
  void aDetachedCallLetsTheOthersIn(BlockingCall call) throws Exception {
    try (Props props = new Props(directory);
        GilExecutor pool = Strategies.open("virtual", StrategySettings.DEFAULTS)) {
      Row row = call.make(props);
      TaskFuture<?> blocked = blocked(pool, row, true);
      assertThat(pool.submit(gil -> gil.lock().orElseThrow().isHeld()).get()).isTrue();
      assertThat(blocked.isDone()).as("the call has returned").isFalse();
      row.end().run();
      blocked.get();
    }
  }

  /** Waits until the holder is in its call, not on the way to it. */
  private static void awaitInside(GlobalLock lock) {
    boolean inside = false;
    while (!inside) {
      LockSnapshot.Holder holder = lock.snapshot().holder();
      inside =
          holder != null
              && holder.stack().stream()
                  .map(StackTraceElement::getClassName)
                  .anyMatch(
                      name ->
                          name.startsWith("java.io.")
                              || name.startsWith("sun.nio.")
                              || name.startsWith(BlockingCall.class.getName()));
    }
  }

  /** Starts the call in a task; returns when the task is in it. */
  private static TaskFuture<?> blocked(GilExecutor pool, Row row, boolean detached)
      throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    TaskFuture<?> future =
        pool.run(
            gil -> {
              GlobalLock lock = gil.lock().orElseThrow();
              begun.countDown();
              if (detached) {
                gil.detached(row.call()::run);
              } else {
                row.call().run();
              }
              assertThat(lock.isHeld()).as("held after the call").isTrue();
            });
    begun.await();
    return future;
  }
}
