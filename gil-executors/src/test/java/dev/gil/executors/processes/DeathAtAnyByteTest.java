package dev.gil.executors.processes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.GlobalLock;
import dev.gil.WorkerCrashedException;
import dev.gil.spi.GilExecutor;
import dev.gil.spi.RemoteTask;
import dev.gil.spi.TaskFuture;
import dev.gil.spi.TaskOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A worker dies with a frame under way, at each of its bytes. */
class DeathAtAnyByteTest extends PoolTest {
  private static final int RESULTS = 3;
  private static final AtomicInteger RUNS = new AtomicInteger(); // workers are in this JVM

  private static InMemoryProcesses firstIs(Fate fate) {
    RUNS.set(0);
    return new InMemoryProcesses(1024, List.of(fate));
  }

  /** Of a small number, in bytes. */
  private static int lengthOfResult() {
    try (GlobalLock lock = GlobalLock.create("length")) {
      byte[] task = RemoteTask.encode("length", gil -> 42);
      return Frame.HEADER + RemoteTask.decode(task, List.of(), lock, null).run().length;
    }
  }

  private static int run(int value) {
    RUNS.incrementAndGet();
    return value;
  }

  private TaskFuture<Integer> awaited(GilExecutor pool, TaskOptions options) throws Exception {
    TaskFuture<Integer> future = pool.submit(options, gil -> run(42));
    assertThat((Object) get(pool.submit(gil -> 7))).as("the next task").isEqualTo(7);
    await("the end of the task", future::isDone);
    return future;
  }

  @Test
  void withAllButTheLastByteOfItsResultATaskIsLostAndWithThatItIsDone() throws Exception {
    int length = lengthOfResult();
    for (int bytes = 0; bytes <= length; bytes++) {
      InMemoryProcesses strategy = firstIs(Fate.afterSending(bytes));
      GilExecutor pool = open(strategy, ONE.inFlight(1));
      TaskFuture<Integer> future = awaited(pool, TaskOptions.NONE);
      if (bytes == length) {
        assertThat((Object) get(future)).isEqualTo(42);
      } else {
        assertThat(failure(future, WorkerCrashedException.class))
            .as("after %s bytes of %s", bytes, length)
            .hasMessageContaining("was killed by signal 9 (SIGKILL)")
            .hasMessageContaining("attempt 1");
      }
      assertThat(RUNS).as("runs, after %s bytes", bytes).hasValue(1);
      assertThat(strategy.starts()).as("workers, after %s bytes", bytes).isEqualTo(2);
      pool.close();
    }
  }

  @Test
  void anIdempotentTaskIsBegunAnewUnlessTheLastByteCame() throws Exception {
    int length = lengthOfResult();
    for (int bytes = 0; bytes <= length; bytes++) {
      GilExecutor pool = open(firstIs(Fate.afterSending(bytes)), ONE.inFlight(1));
      assertThat((Object) get(awaited(pool, TaskOptions.NONE.idempotent(2)))).isEqualTo(42);
      int retried = bytes == length ? 0 : 1;
      assertThat(pool.snapshot().retried()).as("after %s bytes", bytes).isEqualTo(retried);
      assertThat(RUNS).as("runs, after %s bytes", bytes).hasValue(retried + 1);
      pool.close();
    }
  }

  /** Those whose results were whole are done, what had begun is lost, the rest runs elsewhere. */
  @Test
  void ofSeveralResultsTheWholeOnesCount() throws Exception {
    int length = lengthOfResult();
    for (int bytes = 0; bytes <= RESULTS * length; bytes++) {
      GilExecutor pool = open(firstIs(Fate.afterSending(bytes)), ONE.inFlight(1));
      List<TaskFuture<Integer>> futures = new ArrayList<>();
      for (int i = 0; i < RESULTS; i++) {
        int task = i;
        futures.add(pool.submit(gil -> run(task)));
      }
      for (int i = 0; i < RESULTS; i++) {
        TaskFuture<Integer> future = futures.get(i);
        await("the end of the task", future::isDone);
        if (i < bytes / length || future.state() == Future.State.SUCCESS) {
          assertThat((Object) get(future)).as("task %s, %s bytes", i, bytes).isEqualTo(i);
        } else {
          failure(future, WorkerCrashedException.class);
        }
      }
      pool.close();
      assertThat(RUNS).as("runs, after %s bytes", bytes).hasValue(RESULTS);
    }
  }

  @Test
  void aTaskOfWhichTheWorkerHasOnlyAPartIsNotCharged() throws Exception {
    for (int bytes = 0; bytes <= Frame.HEADER + 1; bytes++) {
      InMemoryProcesses strategy = firstIs(Fate.afterReceiving(bytes));
      GilExecutor pool = open(strategy, ONE.inFlight(1));
      assertThat((Object) get(pool.submit(gil -> run(42)))).isEqualTo(42);
      assertThat(RUNS).as("runs, after %s bytes", bytes).hasValue(1);
      assertThat(pool.snapshot().retried()).as("retried, after %s bytes", bytes).isZero();
      assertThat(strategy.starts()).as("workers, after %s bytes", bytes).isEqualTo(2);
      pool.close();
    }
  }
}
