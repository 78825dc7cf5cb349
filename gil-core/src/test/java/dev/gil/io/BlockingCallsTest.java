package dev.gil.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.Attachment;
import dev.gil.GlobalLock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The table of blocking calls, for threads: in each the lock is free until the call is over, and
 * held after it.
 */
class BlockingCallsTest {
  @TempDir Path directory;

  static Stream<Named<BlockingCall>> calls() {
    return Stream.of(
            StreamCalls.rows(),
            ChannelCalls.rows(),
            FileCalls.rows(),
            ProcessCalls.rows(),
            HttpCalls.rows(),
            JdbcRows.rows(),
            BareCalls.rows())
        .flatMap(rows -> rows);
  }

  @ParameterizedTest
  @MethodSource("calls")
  void theLockIsFreeDuringTheCallAndHeldAfterIt(BlockingCall row) throws Exception {
    GlobalLock lock = GlobalLock.create("table");
    CountDownLatch attached = new CountDownLatch(1);
    boolean[] over = new boolean[1]; // guarded by the lock
    try (Scene scene = new Scene(directory)) {
      BlockingCall.Blocked blocked = row.stage().set(scene);
      Scene.Aside<Boolean> caller =
          Scene.aside(
              () -> {
                try (Attachment _ = lock.attach()) {
                  attached.countDown();
                  blocked.call().run();
                  over[0] = true;
                  return lock.isHeld();
                }
              });
      attached.await();
      // The call ends after this thread attached and no sooner, so it gave the lock up inside.
      try (Attachment _ = lock.attach(Duration.ofSeconds(Scene.BOUND_SECONDS))) {
        assertThat(over[0]).as("the call was over, so it did not block").isFalse();
        blocked.unblock().run();
        assertThat(over[0]).isFalse(); // it cannot go on while this thread holds the lock
      }
      assertThat(caller.get()).isTrue();
      assertThat(over[0]).isTrue();
    }
  }
}
