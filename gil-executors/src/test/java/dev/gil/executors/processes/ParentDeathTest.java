package dev.gil.executors.processes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.internal.files.OwnedDirectory;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Workers do not outlive their parent. {@code -Dgil.parentDeath.rounds=100} asks for more rounds,
 * and prints how long the slower worker took in each, and how often both were gone in 100 ms.
 */
class ParentDeathTest extends PoolTest {
  private static final int SHORT = 3;
  private static final int ROUNDS = Integer.getInteger("gil.parentDeath.rounds", SHORT);

  @Test
  void whenTheParentIsKilledItsIdleAndItsBusyWorkerEndAndTheirFilesGo() throws Exception {
    int soon = 0;
    for (int round = 0; round < ROUNDS; round++) {
      Process parent = parent();
      try {
        List<Long> workers = pids(parent);
        Path directory = ClosingTest.directoryOf(workers.getFirst());
        assertThat(directory).exists();
        assertThat(segmentsOf(parent)).as("directories of shared memory").hasSize(1);
        long start = System.nanoTime();
        parent.destroyForcibly().waitFor();
        await("the end of the workers", () -> workers.stream().noneMatch(PoolTest::runs));
        long millis = (System.nanoTime() - start) / 1_000_000;
        soon += millis < 100 ? 1 : 0;
        if (ROUNDS > SHORT) {
          REAL_OUT.println("round " + round + ": both workers gone after " + millis + " ms");
        }
        assertThat(directory).as("the directory of the sockets").doesNotExist();
        assertThat(segmentsOf(parent)).as("directories of shared memory").isEmpty();
      } finally {
        parent.destroyForcibly();
      }
    }
    if (ROUNDS > SHORT) {
      REAL_OUT.println("both workers gone within 100 ms in " + soon + " of " + ROUNDS);
    }
  }

  /**
   * They have no orders yet, or have not called back. Nobody is left then who knows of all files,
   * so the directory stays; here it is in one that the test deletes.
   */
  @Test
  void whenTheParentIsKilledItsStartingWorkersEndToo(@TempDir Path mine) throws Exception {
    Process parent = parent("-Djava.io.tmpdir=" + mine);
    try {
      await("a worker that starts", () -> parent.children().findAny().isPresent());
      List<ProcessHandle> workers = parent.children().toList();
      parent.destroyForcibly().waitFor();
      await("their end", () -> workers.stream().noneMatch(worker -> runs(worker.pid())));
    } finally {
      parent.destroyForcibly();
    }
  }

  @Test
  void whenTheParentExitsWithoutClosingItsWorkersEndAndTheirFilesGo() throws Exception {
    Process parent = parent();
    try {
      List<Long> workers = pids(parent);
      Path directory = ClosingTest.directoryOf(workers.getFirst());
      parent.getOutputStream().write('\n');
      parent.getOutputStream().flush();
      assertThat(parent.waitFor()).isZero();
      await("the end of the workers", () -> workers.stream().noneMatch(PoolTest::runs));
      assertThat(directory).doesNotExist();
    } finally {
      parent.destroyForcibly();
    }
  }

  private static List<Path> segmentsOf(Process parent) throws IOException {
    Path memory = OwnedDirectory.memory();
    Path base = memory == null ? Path.of(System.getProperty("java.io.tmpdir")) : memory;
    try (Stream<Path> all = Files.list(base)) {
      String name = "gil-segments-" + parent.pid() + '-';
      return all.filter(path -> path.getFileName().toString().startsWith(name)).toList();
    }
  }

  private static Process parent() throws Exception {
    return parent("-ea");
  }

  private static Process parent(String flag) throws Exception {
    return new ProcessBuilder(
            WorkerCommand.launcher().toString(),
            flag,
            "-cp",
            WorkerClassPath.of(
                ManagementFactory.getRuntimeMXBean().getInputArguments(),
                ParentDeathTest.class.getClassLoader()),
            ShortLivedParent.class.getName())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static List<Long> pids(Process parent) throws Exception {
    BufferedReader said = parent.inputReader();
    String line = Objects.requireNonNull(said.readLine(), "the parent ended early");
    return Stream.of(line.split(" ", -1)).map(Long::valueOf).toList();
  }
}
