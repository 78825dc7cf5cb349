package dev.gil.workloads.companion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Nothing outlives the process that started it, killed or not. */
class OrphanTest {
  @Test
  void everyCompanionOfAKilledProcessEnds() throws Exception {
    try (CompanionProcess parent = CompanionProcess.start(KilledParent.class)) {
      List<ProcessHandle> orphans =
          parent.said().subList(0, 2).stream()
              .map(pid -> ProcessHandle.of(Long.parseLong(pid)).orElseThrow())
              .toList();
      Path folder = Path.of(parent.said().get(2));
      assertThat(folder).isDirectory();
      parent.handle().destroyForcibly();
      for (ProcessHandle orphan : orphans) {
        orphan.onExit().get(30, TimeUnit.SECONDS);
      }
      assertThat(Files.exists(folder)).isFalse();
    }
  }

  @Test
  void aCompanionThatDoesNotStartSaysWhy() {
    assertThat(catchThrowable(() -> CompanionProcess.start(OrphanTest.class)))
        .hasMessageContaining("OrphanTest did not start")
        .hasMessageContaining("main");
  }

  @Test
  void aClosedCompanionEnds() throws Exception {
    CompanionProcess parent = CompanionProcess.start(KilledParent.class);
    parent.close();
    assertThat(parent.handle().isAlive()).isFalse();
  }
}
