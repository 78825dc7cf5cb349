package dev.gil.executors.processes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.WorkerOutOfMemoryException;
import dev.gil.spi.GilExecutor;
import dev.gil.spi.TaskFuture;
import dev.gil.spi.TaskOptions;
import dev.gil.spi.WorkerLimits;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker has as much memory as it may, and ends alone if it takes more. */
class MemoryCapTest extends PoolTest {
  private static final long MIB = 1L << 20;
  private static final long HUGE = 1L << 40; // no worker is

  /** Off the heap, and every page of it; waits to be killed. */
  private static long grow(long bytes) {
    Arena.global().allocate(bytes).fill((byte) 1);
    while (true) {
      LockSupport.park();
    }
  }

  @Test
  void theHeapIsAsLargeAsSaidAndWorkerArgumentsWin() throws Exception {
    WorkerLimits limits = WorkerLimits.NONE.heap(64 * MIB);
    long most = get(open(ONE.limits(limits)).submit(gil -> Runtime.getRuntime().maxMemory()));
    assertThat(most).isBetween(48 * MIB, 64 * MIB);
    GilExecutor other = open(ONE.limits(limits).workerArguments("-Xmx128m"));
    most = get(other.submit(gil -> Runtime.getRuntime().maxMemory()));
    assertThat(most).isBetween(96 * MIB, 128 * MIB);
  }

  @Test
  void theLeastHeapIsEnoughForAWorker() throws Exception {
    GilExecutor pool = open(ONE.limits(WorkerLimits.NONE.heap(16 * MIB)));
    for (int i = 0; i < 1_000; i++) {
      int id = i;
      assertThat((Object) get(pool.submit(gil -> id))).isEqualTo(id);
    }
  }

  @Test
  void aTaskThatNeedsMoreHeapFailsAndTheNextOneRuns() throws Exception {
    GilExecutor pool = open(ONE.limits(WorkerLimits.NONE.heap(48 * MIB)));
    assertThat(
            failure(
                pool.submit(gil -> new byte[100 << 20].length), WorkerOutOfMemoryException.class))
        .hasMessageContaining("WorkerLimits.heap");
    assertThat((Object) get(pool.submit(gil -> 1))).isEqualTo(1);
  }

  @Test
  void aWorkerThatGrowsOffTheHeapIsKilledAndTheErrorNamesFigureAndLimit() throws Exception {
    GilExecutor pool = open(ONE.limits(WorkerLimits.NONE.killAbove(300 * MIB)));
    TaskFuture<Long> large =
        pool.submit(TaskOptions.NONE.label("the large one"), gil -> grow(400 * MIB));
    assertThat(failure(large, WorkerOutOfMemoryException.class))
        .hasMessageContaining("the large one")
        .hasMessageContaining("more than the 300 MiB of WorkerLimits.killAbove")
        .hasMessageMatching("(?s).*it had [3-9][0-9]{2} MiB of resident memory.*");
    assertThat((Object) get(pool.submit(gil -> 1))).isEqualTo(1);
    assertThat(pool.snapshot().failed()).isEqualTo(1);
    assertThat(pool.snapshot().retried()).isZero();
  }

  @Test
  void anIdempotentTaskIsBegunAgain(@TempDir Path mine) throws Exception {
    GilExecutor pool = open(ONE.limits(WorkerLimits.NONE.killAbove(300 * MIB)));
    String marker = mine.resolve("begun").toString();
    TaskFuture<String> survivor =
        pool.submit(
            TaskOptions.NONE.idempotent(2),
            gil -> {
              if (Files.notExists(Path.of(marker))) {
                Files.createFile(Path.of(marker));
                return Long.toString(grow(400 * MIB));
              }
              return "second";
            });
    assertThat((Object) get(survivor)).isEqualTo("second");
    assertThat(pool.snapshot().retried()).isEqualTo(1);
  }

  /** The size is made up, the workers are real. */
  @Test
  void aNeighbourIsNotTouched(@TempDir Path mine) throws Exception {
    Opened opened = new Opened();
    GilExecutor pool = open(opened, TWO.limits(WorkerLimits.NONE.killAbove(HUGE)));
    String gate = mine.resolve("gate").toString();
    Heard large = new Heard();
    Heard small = new Heard();
    TaskFuture<Long> killed = pool.submit(large.options(), gil -> hold(gil::progress, gate));
    long pid = large.next();
    TaskFuture<Long> spared = pool.submit(small.options(), gil -> hold(gil::progress, gate));
    long other = small.next();
    opened.runner().looked(Map.of(pid, HUGE + MIB, other, HUGE));
    assertThat(failure(killed, WorkerOutOfMemoryException.class))
        .hasMessageContaining("it had 1,048,577 MiB of resident memory")
        .hasMessageContaining("more than the 1,048,576 MiB");
    Files.createFile(Path.of(gate));
    assertThat((Object) get(spared)).isEqualTo(other);
  }

  private static long hold(dev.gil.spi.Progress progress, String gate) {
    progress.at(myPid(), 0);
    while (Files.notExists(Path.of(gate))) {
      LockSupport.parkNanos(1_000_000);
    }
    return myPid();
  }

  @Test
  void oneThatIsTooLargeAndHasNoTaskIsReplacedInOrder(@TempDir Path mine) throws Exception {
    String marker = mine.resolve("exit").toString();
    Opened opened = new Opened();
    GilExecutor pool = open(opened, ONE.limits(WorkerLimits.NONE.killAbove(HUGE)));
    long first = get(pool.submit(gil -> myPid()));
    get(pool.run(gil -> createAtExit(marker)));
    opened.runner().looked(Map.of(first, HUGE + 1));
    await("its exit in order", () -> Files.exists(Path.of(marker)));
    assertThat((Object) get(pool.submit(gil -> myPid()))).isNotEqualTo(first);
    assertThat(pool.snapshot().failed()).isZero();
  }

  /** It would be killed before it could run anything, and so would the next. */
  @Test
  void aCapBelowWhatAWorkerHasFromTheStartIsToldToItsTasks() {
    GilExecutor pool =
        open(
            ONE.limits(WorkerLimits.NONE.killAbove(64 * MIB))
                .workerArguments("-Xms100m", "-XX:+AlwaysPreTouch"));
    failure(pool.submit(gil -> grow(MIB)), WorkerOutOfMemoryException.class);
    failure(pool.submit(gil -> grow(MIB)), WorkerOutOfMemoryException.class);
  }
}
