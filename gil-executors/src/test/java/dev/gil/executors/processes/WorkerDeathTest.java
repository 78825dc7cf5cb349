package dev.gil.executors.processes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.ProtocolCorruptedException;
import dev.gil.WorkerCrashedException;
import dev.gil.WorkerExitedException;
import dev.gil.WorkerOutOfMemoryException;
import dev.gil.spi.GilExecutor;
import dev.gil.spi.TaskFuture;
import dev.gil.spi.TaskOptions;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker that dies takes its task with it, and nothing else. */
class WorkerDeathTest extends PoolTest {
  @Test
  void aKilledWorkerFailsExactlyItsTaskAndNamesTheSignal() throws Exception {
    GilExecutor pool = open(TWO);
    Heard victim = new Heard();
    Heard neighbour = new Heard();
    TaskFuture<Integer> lost =
        pool.submit(
            victim.options().label("the victim"),
            gil -> {
              gil.progress(myPid(), 0);
              return spin();
            });
    long pid = victim.next();
    TaskFuture<Integer> spared =
        pool.submit(
            neighbour.options(),
            gil -> {
              gil.progress(myPid(), 0);
              return spin();
            });
    long other = neighbour.next();
    List<TaskFuture<Long>> queued = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      queued.add(pool.submit(gil -> myPid()));
    }

    signal("KILL", pid);

    WorkerCrashedException crash = failure(lost, WorkerCrashedException.class);
    assertThat(crash)
        .hasMessageContaining("signal 9 (SIGKILL)")
        .hasMessageContaining("the victim")
        .hasMessageContaining(Long.toString(pid));
    assertThat(crash.exitStatus()).isEqualTo(137);
    for (TaskFuture<Long> next : queued) {
      assertThat((Object) get(next)).isNotIn(pid, other);
    }
    assertThat(spared.isDone()).isFalse();
    assertThat(pool.snapshot().failed()).isEqualTo(1);
  }

  @Test
  void anExitIsReportedWithItsStatus() throws Exception {
    GilExecutor pool = open(ONE);
    for (int status : new int[] {0, 3, 137}) {
      WorkerExitedException exit =
          failure(pool.run(gil -> System.exit(status)), WorkerExitedException.class);
      assertThat(exit.exitStatus()).isEqualTo(status);
    }
    assertThat((Object) get(pool.submit(gil -> 1))).isEqualTo(1);
  }

  @Test
  void aHaltIsReportedWithItsStatus() throws Exception {
    GilExecutor pool = open(ONE);
    WorkerExitedException exit =
        failure(pool.run(gil -> Runtime.getRuntime().halt(0)), WorkerExitedException.class);
    assertThat(exit.exitStatus()).isZero();
    assertThat((Object) get(pool.submit(gil -> 1))).isEqualTo(1);
  }

  @Test
  void whatTheWorkerPrintedLastIsInTheMessage() {
    GilExecutor pool = open(ONE);
    assertThat(
            failure(
                pool.run(
                    gil -> {
                      System.err.println("about to give up");
                      Runtime.getRuntime().halt(7);
                    }),
                WorkerExitedException.class))
        .hasMessageContaining("about to give up");
  }

  @Test
  void aFullHeapIsToldFromACrash() throws Exception {
    GilExecutor pool = open(ONE.workerArguments("-Xmx48m"));
    assertThat(failure(pool.submit(gil -> hoard()), WorkerOutOfMemoryException.class))
        .hasMessageContaining("-Xmx");
    assertThat((Object) get(pool.submit(gil -> 1))).isEqualTo(1);
  }

  private static int hoard() {
    Object[] newest = {};
    while (true) {
      newest = new Object[] {newest, new long[100_000]};
      sink = newest.length;
    }
  }

  /** Without the flag the error arrives as any throwable does: the worker ends all the same. */
  @Test
  void anOutOfMemoryErrorThatATaskThrowsEndsItsWorker() throws Exception {
    GilExecutor pool = open(ONE);
    long before = get(pool.submit(gil -> myPid()));
    assertThat(
            failure(
                pool.run(
                    gil -> {
                      throw new OutOfMemoryError("no direct memory");
                    }),
                WorkerOutOfMemoryException.class))
        .hasMessageContaining("no direct memory");
    assertThat((Object) get(pool.submit(gil -> myPid()))).isNotEqualTo(before);
  }

  @Test
  void aNativeCrashIsReportedFromItsLog() throws Exception {
    GilExecutor pool = open(ONE);
    Heard heard = new Heard();
    TaskFuture<Integer> lost =
        pool.submit(
            heard.options(),
            gil -> {
              gil.progress(myPid(), 0);
              return spin();
            });
    signal("SEGV", heard.next());
    assertThat(failure(lost, WorkerCrashedException.class))
        .hasMessageContaining("SIGSEGV")
        .hasMessageContaining("Problematic frame");
    assertThat((Object) get(pool.submit(gil -> 1))).isEqualTo(1);
  }

  /** A stopped worker has the task in its socket, and never reads it. */
  @Test
  void aTaskThatNeverBeganIsRequeuedAtNoCost() throws Exception {
    GilExecutor pool = open(ONE);
    long pid = get(pool.submit(gil -> myPid()));
    suspend(pid);
    TaskFuture<Long> waiting = pool.submit(gil -> myPid());
    signal("KILL", pid);
    assertThat((Object) get(waiting)).isNotEqualTo(pid);
    assertThat(pool.snapshot().retried()).isZero();
    assertThat(pool.snapshot().failed()).isZero();
  }

  @Test
  void anIdempotentTaskIsBegunAgain(@TempDir Path mine) throws Exception {
    GilExecutor pool = open(ONE);
    String marker = mine.resolve("begun").toString();
    TaskFuture<String> survivor =
        pool.submit(
            TaskOptions.NONE.idempotent(2),
            gil -> {
              if (Files.notExists(Path.of(marker))) {
                Files.createFile(Path.of(marker));
                Runtime.getRuntime().halt(1);
              }
              return "second";
            });
    assertThat((Object) get(survivor)).isEqualTo("second");
    assertThat(pool.snapshot().retried()).isEqualTo(1);
  }

  @Test
  void anIdempotentTaskThatAlwaysKillsItsWorkerFailsAfterItsAttempts() {
    GilExecutor pool = open(ONE);
    assertThat(
            failure(
                pool.submit(
                    TaskOptions.NONE.idempotent(2),
                    gil -> {
                      Runtime.getRuntime().halt(1);
                      return 0;
                    }),
                WorkerExitedException.class))
        .hasMessageContaining("attempt 2");
    assertThat(pool.snapshot().retried()).isEqualTo(1);
  }

  @Test
  void bytesThatAreNoFrameEndTheWorker() throws Exception {
    GilExecutor pool = open(ONE);
    Heard heard = new Heard();
    TaskFuture<Integer> lost =
        pool.submit(
            heard.options(),
            gil -> {
              gil.progress(myPid(), 0);
              Field transport = Link.class.getDeclaredField("transport");
              transport.setAccessible(true);
              byte[] noise = new byte[100];
              java.util.Arrays.fill(noise, (byte) 0xee);
              ((Transport) transport.get(Objects.requireNonNull(WorkerMain.parent)))
                  .write(ByteBuffer.wrap(noise));
              return spin();
            });
    long pid = heard.next();
    assertThat(failure(lost, ProtocolCorruptedException.class)).hasMessageContaining("frame");
    await("the end of the worker", () -> !isAlive(pid));
    assertThat((Object) get(pool.submit(gil -> 1))).isEqualTo(1);
  }

  @Test
  void aFrameOutOfPlaceEndsTheWorker() throws Exception {
    GilExecutor pool = open(ONE);
    assertThat(
            failure(
                pool.submit(
                    gil -> {
                      Objects.requireNonNull(WorkerMain.parent)
                          .send(new Frame(FrameType.RESULT, 4711, new byte[3]));
                      return spin();
                    }),
                ProtocolCorruptedException.class))
        .hasMessageContaining("4711");
    assertThat((Object) get(pool.submit(gil -> 1))).isEqualTo(1);
  }
}
