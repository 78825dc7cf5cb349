package dev.gil.executors.single;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.Affinity;
import dev.gil.Attachment;
import dev.gil.AttachmentException;
import dev.gil.GlobalLock;
import dev.gil.spi.GilExecutor;
import dev.gil.spi.Strategies;
import dev.gil.spi.StrategySettings;
import dev.gil.spi.TaskFuture;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** A task that waited, detached, for another one of the only thread would wait for ever. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD) // closing would wait for ever too
class OnlyThreadTest {
  private static final StrategySettings ONE = StrategySettings.DEFAULTS.workers(1);

  @Test
  void waitingDetachedForAnotherTaskIsRefused() throws Exception {
    try (GilExecutor pool = Strategies.open("single")) {
      assertThat(pool.submit(gil -> refusalOf(gil, () -> pool.submit(_ -> 1).get())).get())
          .isInstanceOf(AttachmentException.class)
          .hasMessageContaining("get() on the only thread of \"single\"");
      assertThat(pool.submit(gil -> refusalOf(gil, () -> join(pool.submit(_ -> 1)))).get())
          .hasMessageContaining("join() on the only thread");
      assertThat(pool.submit(gil -> refusalOf(gil, () -> pool.map(List.of(1), x -> x))).get())
          .hasMessageContaining("map() on the only thread");
    }
  }

  private static int join(TaskFuture<Integer> future) {
    return ((CompletableFuture<Integer>) future).join();
  }

  @Test
  void soIsItOnTheThreadOfALockThatHasOne() throws Exception {
    try (GlobalLock lock = GlobalLock.builder("its-own").affinity(Affinity.THREAD).build();
        GilExecutor pool = Strategies.open("single", ONE.lock(lock))) {
      assertThat(pool.submit(gil -> refusalOf(gil, () -> pool.submit(_ -> 1).get())).get())
          .isInstanceOf(AttachmentException.class)
          .hasMessageContaining("only thread");
    }
  }

  @Test
  void soIsItUnderThreadsOfWhichThereIsOne() throws Exception {
    try (GilExecutor pool = Strategies.open("threads", ONE)) {
      assertThat(pool.submit(gil -> refusalOf(gil, () -> pool.submit(_ -> 1).get())).get())
          .isInstanceOf(AttachmentException.class);
    }
  }

  @Test
  void ofTwoThreadsOneMayWaitForTheOther() throws Exception {
    try (GilExecutor pool = Strategies.open("threads", ONE.workers(2))) {
      assertThat(pool.submit(gil -> gil.detached(() -> pool.submit(_ -> "other").get())).get())
          .isEqualTo("other");
    }
  }

  @Test
  void whatIsDoneMayBeReadAndALimitedWaitEnds() throws Exception {
    try (GilExecutor pool = Strategies.open("single")) {
      TaskFuture<String> done = pool.submit(gil -> "done");
      done.get();
      assertThat(pool.submit(gil -> gil.detached(() -> done.get())).get()).isEqualTo("done");
      assertThat(
              pool.submit(
                      gil ->
                          refusalOf(gil, () -> pool.submit(_ -> 1).get(1, TimeUnit.MILLISECONDS)))
                  .get())
          .isInstanceOf(TimeoutException.class);
    }
  }

  private interface Waiting {
    Object until() throws Exception;
  }

  private static Throwable refusalOf(Attachment gil, Waiting waiting) {
    try {
      return new AssertionError("it returned " + gil.detached(() -> waiting.until()));
    } catch (Exception e) {
      return e;
    }
  }
}
