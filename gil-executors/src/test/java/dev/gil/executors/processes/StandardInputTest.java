package dev.gil.executors.processes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.TaskTimeoutException;
import dev.gil.spi.GilExecutor;
import dev.gil.spi.TaskFuture;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.InputStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The standard input of a worker is its parent's line; a task that reads it does no harm. */
class StandardInputTest extends PoolTest {
  @Test
  void aTaskFindsTheStandardInputAtItsEnd() throws Exception {
    GilExecutor pool = open(ONE);
    assertThat((Object) get(pool.submit(gil -> System.in.read()))).isEqualTo(-1);
    assertThat((Object) get(pool.submit(gil -> 1))).isEqualTo(1);
  }

  /** It gets to hear what was meant for the worker, which then makes no sense of the rest. */
  @Test
  void aTaskThatReadsTheDescriptorItselfLosesItsWorkerAtMost() throws Exception {
    GilExecutor pool = open(ONE);
    get(pool.submit(gil -> 1));
    Heard heard = new Heard();
    TaskFuture<Integer> thief =
        pool.submit(
            heard.options().within(Duration.ofSeconds(2)),
            gil -> {
              gil.progress(myPid(), 0);
              InputStream orders = new FileInputStream(FileDescriptor.in);
              while (orders.read() >= 0) {
                sink = 1;
              }
              return spin();
            });
    long pid = heard.next();
    failure(thief, TaskTimeoutException.class);
    await("the end of the worker", () -> !isAlive(pid));
    assertThat((Object) get(pool.submit(gil -> 1))).isEqualTo(1);
  }

  @Test
  void aTaskThatClosesTheDescriptorLosesItsWorkerAtMost() throws Exception {
    GilExecutor pool = open(ONE);
    get(pool.run(gil -> new FileInputStream(FileDescriptor.in).close()));
    TaskFuture<Integer> loop = pool.submit(gil -> spin());
    loop.cancel(true);
    assertThat((Object) get(pool.submit(gil -> 1))).isEqualTo(1);
  }
}
