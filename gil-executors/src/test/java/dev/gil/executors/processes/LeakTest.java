package dev.gil.executors.processes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.WorkerCrashedException;
import dev.gil.spi.GilExecutor;
import dev.gil.spi.TaskFuture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A worker that was killed and replaced leaves nothing behind, in no process and on no disk. Long:
 * {@code -Dgil.leak.kills=1000}.
 */
class LeakTest extends PoolTest {
  private static final int KILLS = Integer.getInteger("gil.leak.kills", 20);
  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
  private static final Path MAPPINGS = Path.of("/proc/self/maps");

  @Test
  void killsLeaveNoProcessFileMappingOrDescriptor(@TempDir Path temporary) throws Exception {
    GilExecutor pool = open(TWO.workerArguments("-Djava.io.tmpdir=" + temporary));
    Set<Long> pids = new HashSet<>();
    kill(pool, 4, pids); // loads what the first deaths need
    Path directory = ClosingTest.directoryOf(settled(pool).getFirst());
    List<String> files = names(directory);
    Map<String, Long> descriptors = descriptors();
    long mappings = turnsMapped();

    kill(pool, KILLS, pids);

    List<Long> alive = settled(pool);
    assertThat(names(directory)).isEqualTo(files);
    assertThat(names(temporary)).isEmpty();
    assertThat(myChildren().stream().filter(PoolTest::runsWorkerMain).map(ProcessHandle::pid))
        .containsExactlyInAnyOrderElementsOf(alive);
    pids.removeAll(alive);
    assertThat(pids).hasSizeGreaterThanOrEqualTo(KILLS).noneMatch(PoolTest::isAlive);
    assertThat(descriptors()).isEqualTo(descriptors);
    assertThat(turnsMapped()).isEqualTo(mappings);
    pool.close();
    assertThat(alive).noneMatch(PoolTest::isAlive);
    assertThat(directory).doesNotExist();
    assertThat(turnsMapped()).isZero();
    if (KILLS > 20) {
      REAL_OUT.println(
          "after " + KILLS + " kills: descriptors " + descriptors + ", turns mapped " + mappings);
    }
  }

  /** Kills a worker in the middle of a task, again and again. */
  private static void kill(GilExecutor pool, int times, Set<Long> pids) throws Exception {
    for (int i = 0; i < times; i++) {
      Heard heard = new Heard();
      TaskFuture<Integer> lost =
          pool.submit(
              heard.options(),
              gil -> {
                gil.progress(myPid(), 0);
                return spin();
              });
      long pid = heard.next();
      pids.add(pid);
      assertThat(ProcessHandle.of(pid).orElseThrow().destroyForcibly()).isTrue();
      failure(lost, WorkerCrashedException.class);
    }
  }

  /** The pids of both workers, when both wait for tasks and what was before them is gone. */
  private static List<Long> settled(GilExecutor pool) {
    await(
        "two idle workers",
        () -> pool.snapshot().workers().stream().allMatch(w -> w.state().equals("idle")));
    return pids(pool);
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      return all.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /** How many of each kind this process has open; empty where the system does not say. */
  private static Map<String, Long> descriptors() throws IOException {
    Map<String, Long> kinds = new TreeMap<>();
    for (String open : Files.isDirectory(DESCRIPTORS) ? targets() : List.<String>of()) {
      kinds.merge(open.replaceFirst(":\\[\\d+]$", ""), 1L, Long::sum);
    }
    sayIfMissing(kinds.isEmpty());
    return kinds;
  }

  private static List<String> targets() throws IOException {
    List<String> targets = new ArrayList<>();
    try (Stream<Path> all = Files.list(DESCRIPTORS)) {
      for (Path descriptor : all.toList()) {
        try {
          String target = Files.readSymbolicLink(descriptor).toString();
          if (!target.startsWith("/proc/") && !target.endsWith(".jar")) { // this, classes
            targets.add(target);
          }
        } catch (java.nio.file.NoSuchFileException e) {
          // It was the one by which they were listed.
        }
      }
    }
    return targets;
  }

  private static long turnsMapped() {
    if (!Files.isReadable(MAPPINGS)) {
      return 0;
    }
    try (Stream<String> lines = Files.lines(MAPPINGS)) {
      return lines.filter(line -> line.contains(".turn")).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void sayIfMissing(boolean missing) {
    if (missing) {
      REAL_OUT.println(
          "LeakTest: no /proc here, so DESCRIPTORS AND MAPPINGS WERE NOT COUNTED; only processes"
              + " and files were");
    }
  }
}
