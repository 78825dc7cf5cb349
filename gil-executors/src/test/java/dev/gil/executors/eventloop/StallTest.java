package dev.gil.executors.eventloop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.spi.Continuations;
import dev.gil.spi.GilExecutor;
import dev.gil.spi.Strategies;
import dev.gil.spi.StrategySettings;
import dev.gil.spi.TaskFuture;
import dev.gil.spi.TaskOptions;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
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
      String warning = heard.takeOf("sleeper");
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
      assertThat(heard.takeOf("first")).contains("StallTest.blockedHere");
      heard.awaitLooks(3);
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
      assertThat(heard.takeOf("a lambda in StallTest")).contains("StallTest.quietly");
      go.countDown();
      assertThat(task.get()).isEqualTo("slept");
    }
  }

  @Test
  void aTaskAfterALongRestIsNamedToo() throws Exception {
    try (GilExecutor loop = heard.open()) {
      loop.submit(gil -> "wakes both").get();
      heard.awaitDormant();
      CountDownLatch go = new CountDownLatch(1);
      TaskFuture<String> late = loop.submit(labelled("late"), gil -> blockedHere(go));
      assertThat(heard.takeOf("late")).contains("StallTest.blockedHere");
      go.countDown();
      late.get();
    }
  }

  @Test
  void aTaskWithinTheLimitIsNotNamed() throws Exception {
    HeardLoop patient = new HeardLoop();
    try (GilExecutor loop =
        Strategies.open(patient, StrategySettings.DEFAULTS.stallLimit(Duration.ofDays(1)))) {
      CountDownLatch go = new CountDownLatch(1);
      TaskFuture<String> task = loop.submit(gil -> blockedHere(go));
      assertThat(patient.pause()).isGreaterThan(Duration.ofHours(23).toNanos());
      go.countDown();
      task.get();
    }
    assertThat(patient.untaken()).isEmpty();
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
