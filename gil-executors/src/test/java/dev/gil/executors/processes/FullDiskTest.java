package dev.gil.executors.processes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.WorkerStartFailedException;
import dev.gil.spi.GilExecutor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * There is no room for the word that a worker shares with its parent: an error with the reason, and
 * no crash of whoever writes to the mapping first.
 */
class FullDiskTest extends PoolTest {
  private static final String TEMPORARY = "java.io.tmpdir";

  private static final int PAGE = 4_096;

  private final String before = System.getProperty(TEMPORARY);

  @AfterEach
  void temporary() {
    System.setProperty(TEMPORARY, before);
  }

  /** With no room at all, and with room for the arguments of a worker but not for the word. */
  @Test
  void aFullDiskIsNamedAndTheNextTaskRunsWhenThereIsRoom(@TempDir Path mine) throws Exception {
    Path disk = Files.createDirectory(mine.resolve("d"));
    if (run("mount", "-t", "tmpfs", "-o", "size=256k", "none", disk.toString()) != 0) {
      REAL_OUT.println(
          "FullDiskTest: a small file system could not be mounted (that needs root on Linux), so A"
              + " FULL DISK WAS NOT TRIED");
      return;
    }
    try {
      System.setProperty(TEMPORARY, disk.toString());
      for (long room : new long[] {0, roomForArguments()}) {
        Path filler = disk.resolve("filler");
        fill(filler, room);
        GilExecutor pool = open(ONE);
        assertThat(failure(pool.submit(gil -> 1), WorkerStartFailedException.class))
            .hasMessageContaining("No space left on device");
        Files.delete(filler);
        assertThat((Object) get(pool.submit(gil -> 1))).isEqualTo(1);
        pool.close();
      }
    } finally {
      assertThat(run("umount", "-l", disk.toString())).isZero();
    }
  }

  private long roomForArguments() throws Exception {
    GilExecutor pool = open(ONE);
    Path directory = ClosingTest.directoryOf(get(pool.submit(gil -> myPid())));
    long bytes = Files.size(directory.resolve("arguments"));
    pool.close();
    return (bytes + PAGE - 1) / PAGE * PAGE;
  }

  private static void fill(Path file, long room) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      for (int i = 0; i < 1_000; i++) {
        out.write(new byte[1_024]);
      }
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("No space left");
    }
    try (FileChannel whole = FileChannel.open(file, StandardOpenOption.WRITE)) {
      whole.truncate(whole.size() - room);
    }
  }

  private static int run(String... command) throws Exception {
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
    } catch (IOException e) {
      return -1; // there is no such command
    }
  }
}
