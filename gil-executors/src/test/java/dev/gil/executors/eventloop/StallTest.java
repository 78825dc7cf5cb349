package dev.gil.executors.eventloop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.spi.Continuations;
import dev.gil.spi.GilExecutor;
import dev.gil.spi.TaskFuture;
import dev.gil.spi.TaskOptions;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A task that keeps the loop from the others is named, with the place where it was. */
@Timeout(120)
class StallTest {
  private final HeardLoop heard = new HeardLoop();

  @Test
  void aTaskThatBlocksTheLoopIsNamedWithItsStack() throws Exception {
    try (GilExecutor loop = heard.open()) {
      CountDownLatch go = new CountDownLatch(1);
      TaskFuture<String> sleeper = loop.submit(labelled("sleeper"), gil -> blockedHere(go));
      TaskFuture<String> next = loop.submit(gil -> "next");
      String warning = heard.take();
      assertThat(next.isDone()).as("the next task ran while the loop was blocked").isFalse();
      go.countDown();
      assertThat(sleeper.get()).isEqualTo("slept");
      assertThat(next.get()).isEqualTo("next");
      assertThat(warning)
          .contains("\"sleeper\"", "\"loop-under-test\"", "1 wait for it", "StallTest.blockedHere");
    }
  }

  @Test
  void itIsNamedOnceHoweverLongItBlocks() throws Exception {
    try (GilExecutor loop = heard.open()) {
      CountDownLatch go = new CountDownLatch(1);
      TaskFuture<String> first = loop.submit(labelled("first"), gil -> blockedHere(go));
      assertThat(heard.take()).contains("\"first\"");
      // The watch gets the time to look several times more.
      LockSupport.parkNanos(Duration.ofMillis(350).toNanos());
      go.countDown();
      first.get();
      CountDownLatch again = new CountDownLatch(1);
      TaskFuture<String> second = loop.submit(labelled("second"), gil -> blockedHere(again));
      assertThat(heard.take()).contains("\"second\"");
      again.countDown();
      second.get();
    }
    assertThat(heard.untaken()).isEmpty();
  }

  @Test
  void aLaterPieceThatBlocksIsNamedAsItsTask() throws Exception {
    try (GilExecutor loop = heard.open()) {
      CountDownLatch go = new CountDownLatch(1);
      TaskFuture<String> task =
          loop.submitAsync(
              gil -> Continuations.here().delay(Duration.ofMillis(1)).thenApply(_ -> quietly(go)));
      assertThat(heard.take()).contains("a lambda in StallTest", "StallTest.quietly");
      go.countDown();
      assertThat(task.get()).isEqualTo("slept");
    }
  }

  @Test
  void aTaskAfterALongRestIsNamedToo() throws Exception {
    try (GilExecutor loop = heard.open()) {
      loop.submit(gil -> "wakes both").get();
      // The watch falls asleep once it has seen the loop rest twice, 100 ms apart.
      LockSupport.parkNanos(Duration.ofMillis(350).toNanos());
      CountDownLatch go = new CountDownLatch(1);
      TaskFuture<String> late = loop.submit(labelled("late"), gil -> blockedHere(go));
      assertThat(heard.take()).contains("\"late\"", "StallTest.blockedHere");
      go.countDown();
      late.get();
    }
  }

  private static String blockedHere(CountDownLatch go) throws InterruptedException {
    go.await();
    return "slept";
  }

  private static String quietly(CountDownLatch go) {
    try {
      return blockedHere(go);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static TaskOptions labelled(String label) {
    return TaskOptions.NONE.label(label);
  }
}
