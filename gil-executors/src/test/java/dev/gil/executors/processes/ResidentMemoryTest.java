package dev.gil.executors.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two ways to the same figure. */
class ResidentMemoryTest {
  private static final long ME = ProcessHandle.current().pid();
  private static final long NOBODY = Integer.MAX_VALUE;

  private static void isPlausible(Map<Long, Long> sizes) {
    assertThat(sizes).containsOnlyKeys(ME);
    assertThat(sizes.get(ME)).isBetween(16L << 20, 64L << 30);
  }

  @Test
  void whatIsHereTellsOfThoseThatLive() {
    isPlausible(ResidentMemory.here().of(List.of(ME, NOBODY)));
  }

  @Test
  void theCommandTellsToo() {
    Assumptions.assumeTrue(
        Files.isExecutable(Path.of("/bin/ps")), "DID NOT RUN: there is no /bin/ps here");
    isPlausible(new ResidentMemory.ByCommand("ps").of(List.of(ME, NOBODY)));
  }

  @Test
  void theCommandIsNotAskedAgainAtOnce(@TempDir Path mine) throws Exception {
    Path calls = mine.resolve("calls");
    Path script =
        Files.writeString(
            mine.resolve("ps"), "#!/bin/sh\necho x >> '" + calls + "'\necho \"  7  2048\"\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    ResidentMemory memory = new ResidentMemory.ByCommand(script.toString());
    for (int i = 0; i < 3; i++) {
      assertThat(memory.of(List.of(7L))).isEqualTo(Map.of(7L, 2L << 20));
    }
    assertThat(Files.readAllLines(calls)).hasSize(1);
  }

  @Test
  void withoutEitherNothingIsTold() {
    assertThat(new ResidentMemory.ByCommand("/nowhere/ps").of(List.of(ME))).isEmpty();
  }

  @Test
  void aFileTellsInKilobytes(@TempDir Path mine) throws Exception {
    Files.createDirectory(mine.resolve("7"));
    Files.writeString(mine.resolve("7/status"), "Name:\tjava\nVmRSS:\t    2048 kB\nThreads:\t3\n");
    assertThat(new ResidentMemory.ByFile(mine).of(List.of(7L, 8L))).isEqualTo(Map.of(7L, 2L << 20));
  }
}
