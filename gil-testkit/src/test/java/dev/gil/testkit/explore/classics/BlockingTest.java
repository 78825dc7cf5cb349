package dev.gil.testkit.explore.classics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.testkit.explore.Exploration;
import dev.gil.testkit.explore.FailureKind;
import dev.gil.testkit.explore.Interleavings;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A body that blocks outside of the explorer's sight ends all the same, and is told by its place.
 */
@Timeout(60)
class BlockingTest {
  @Test
  void aNativeCallIsStuckAfterTheLimitAndNamed(@TempDir Path folder) throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    System.setProperty(Blocking.PIPE, pipe.toString());
    Exploration explored;
    try {
      explored =
          Interleavings.of(Blocking::inNativeCode)
              .weave()
              .patience(Duration.ofMillis(300))
              .seed(1)
              .run();
    } finally {
      System.clearProperty(Blocking.PIPE);
      try (OutputStream out = Files.newOutputStream(pipe)) {
        out.write(1); // lets the thread go that was left behind
      }
    }
    assertThat(explored.failure().orElseThrow().kind()).isEqualTo(FailureKind.STUCK);
    assertThat(explored.failure().orElseThrow().message())
        .contains("has passed no point for 300 ms")
        .contains("java.io.FileInputStream")
        .contains("Blocking.inNativeCode");
    assertThat(explored.controlReport())
        .contains("not controlled: code that passes no point: java.io.FileInputStream.open");
  }

  @Test
  void aWaitForInputIsNoLostWakeUp() {
    Exploration explored = Interleavings.of(Blocking::forInput).weave().seed(1).run();
    assertThat(explored.failure().orElseThrow().kind()).isEqualTo(FailureKind.STUCK);
    assertThat(explored.controlReport()).contains("not controlled: waits for input or output");
  }
}
