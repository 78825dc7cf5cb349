package dev.gil.executors.processes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.spi.GilExecutor;
import dev.gil.spi.TaskFuture;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The standard input of a worker is its parent's line; a task that reads it does no harm. */
class StandardInputTest extends PoolTest {
  @Test
  void aTaskFindsTheStandardInputAtItsEnd() throws Exception {
    GilExecutor pool = open(ONE);
    assertThat((Object) get(pool.submit(gil -> System.in.read()))).isEqualTo(-1);
    assertThat((Object) get(pool.submit(gil -> 1))).isEqualTo(1);
  }

  /**
   * It gets to hear what was meant for the worker, which then makes no sense of the rest. That must
   * not be taken for the end of the parent, whose files would be deleted.
   */
  @Test
  void aTaskThatReadsTheDescriptorItselfLosesItsWorkerAtMost() throws Exception {
    onlyTheWorkerIsLost(
        () -> {
          InputStream orders = new FileInputStream(FileDescriptor.in);
          while (orders.read() >= 0) {
            sink = 1;
          }
        });
  }

  @Test
  void aTaskThatClosesTheDescriptorLosesItsWorkerAtMost() throws Exception {
    onlyTheWorkerIsLost(() -> new FileInputStream(FileDescriptor.in).close());
  }

  private interface Theft extends Serializable {
    void happen() throws Exception;
  }

  private void onlyTheWorkerIsLost(Theft theft) throws Exception {
    GilExecutor pool = open(ONE);
    for (int i = 0; i < 5; i++) { // the bytes are dealt out anew each time
      Heard heard = new Heard();
      TaskFuture<Integer> thief =
          pool.submit(
              heard.options(),
              gil -> {
                gil.progress(myPid(), 0);
                theft.happen();
                return spin();
              });
      long pid = heard.next();
      Path directory = ClosingTest.directoryOf(pid);
      thief.cancel(true);
      await("the end of the worker", () -> !isAlive(pid));
      assertThat((Object) get(pool.submit(gil -> 1))).isEqualTo(1);
      assertThat(directory).exists();
    }
  }
}
