package dev.gil.executors.processes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.TaskTimeoutException;
import dev.gil.spi.GilExecutor;
import dev.gil.spi.TaskFuture;
import dev.gil.spi.TaskOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A deadline costs the worker that runs the late task its life, and nobody else anything. Long:
 * {@code -Dgil.deadline.rounds=20}, with a deadline of 300 ms; prints how late the report and the
 * end of the process were.
 */
class DeadlineTest extends PoolTest {
  private static final int ROUNDS = Integer.getInteger("gil.deadline.rounds", 1);
  private static final boolean LONG = ROUNDS > 1;
  private static final Duration LIMIT = Duration.ofMillis(LONG ? 300 : 2_000);

  @Test
  void theNeighbourWorksOnAndWhatWasSentAheadRunsElsewhereAtNoCost(@TempDir Path mine)
      throws Exception {
    GilExecutor pool = open(TWO.queue(1_000));
    for (int round = 0; round < ROUNDS; round++) {
      Heard neighbour = new Heard();
      String gate = mine.resolve("gate" + round).toString();
      TaskFuture<Long> beside =
          pool.submit(neighbour.options(), gil -> waitFor(gate, gil::progress));
      long spared = neighbour.next();

      Heard holder = new Heard();
      String start = mine.resolve("start" + round).toString();
      TaskFuture<Long> first = pool.submit(holder.options(), gil -> waitFor(start, gil::progress));
      long killed = holder.next();
      // Small ones first: they teach that tasks are small, so that further ones are sent ahead.
      List<TaskFuture<Long>> before = submit(pool, 100);
      long submitted = System.nanoTime();
      TaskFuture<Integer> late =
          pool.submit(TaskOptions.deadline(LIMIT).label("the loop"), gil -> spin());
      CompletableFuture<Long> reported =
          late.handle((_, _) -> System.nanoTime()).toCompletableFuture();
      CompletableFuture<Long> ended =
          ProcessHandle.of(killed).orElseThrow().onExit().thenApply(_ -> System.nanoTime());
      List<TaskFuture<Long>> after = submit(pool, 200);
      Files.createFile(Path.of(start));

      assertThat(failure(late, TaskTimeoutException.class))
          .hasMessageContaining("the loop")
          .hasMessageContaining("deadline");
      assertThat((Object) get(first)).isEqualTo(killed);
      for (TaskFuture<Long> one : before) {
        assertThat((Object) get(one)).isEqualTo(killed);
      }
      for (TaskFuture<Long> one : after) {
        assertThat((Object) get(one)).isNotIn(killed, spared);
      }
      assertThat(beside.isDone()).isFalse();
      Files.createFile(Path.of(gate));
      assertThat((Object) get(beside)).isEqualTo(spared);
      assertThat(pool.snapshot().retried()).isZero();
      assertThat(pool.snapshot().failed()).isEqualTo(round + 1);
      if (LONG) {
        REAL_OUT.println(
            "deadline of "
                + LIMIT.toMillis()
                + " ms: reported "
                + late(submitted, get(reported))
                + " after it, process gone "
                + late(submitted, get(ended))
                + " after it");
      }
    }
  }

  private static String late(long submitted, long then) {
    return TimeUnit.NANOSECONDS.toMicros(then - submitted - LIMIT.toNanos()) / 1_000.0 + " ms";
  }

  private interface Saying {
    void progress(long done, long total);
  }

  private static long waitFor(String file, Saying saying) {
    saying.progress(myPid(), 0);
    while (Files.notExists(Path.of(file))) {
      Thread.onSpinWait();
    }
    return myPid();
  }

  private static List<TaskFuture<Long>> submit(GilExecutor pool, int tasks) {
    List<TaskFuture<Long>> all = new ArrayList<>();
    for (int i = 0; i < tasks; i++) {
      all.add(pool.submit(gil -> myPid()));
    }
    return all;
  }

  /** It can neither answer nor notice that it is asked. */
  @Test
  void aWorkerThatIsStoppedIsKilledAtTheDeadline() throws Exception {
    GilExecutor pool = open(ONE);
    get(pool.submit(gil -> 1));
    Heard heard = new Heard();
    TaskFuture<Integer> stopped =
        pool.submit(
            heard.options().within(Duration.ofSeconds(2)),
            gil -> {
              gil.progress(myPid(), 0);
              return spin();
            });
    long pid = heard.next();
    suspend(pid);
    failure(stopped, TaskTimeoutException.class);
    await("the end of the worker", () -> !isAlive(pid));
    assertThat((Object) get(pool.submit(gil -> 1))).isEqualTo(1);
  }
}
