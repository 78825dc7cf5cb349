package dev.gil.testkit.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;

/** Without the flag that opens the JDK, locks are explored all the same, and the remedy is told. */
class BatonTest {
  /** Explores a deadlock of global locks, in a JVM without flags. */
  static final class Child {
    private Child() {}

    public static void main(String[] args) {
      Bugs bug = Bugs.DEADLOCK_OF_GLOBAL_LOCKS;
      System.out.print(Interleavings.of(bug.wrong).executions(1_000).seed(3).run());
      System.out.print(Interleavings.of(bug.right).executions(200).seed(3).run());
    }
  }

  @Test
  void aJvmWithoutFlagsExploresLocksAndTellsTheRemedy() throws Exception {
    StringJoiner path = new StringJoiner(File.pathSeparator);
    path.add(Path.of("target", "classes").toAbsolutePath().toString());
    path.add(Path.of("target", "test-classes").toAbsolutePath().toString());
    path.add(System.getProperty("java.class.path", ""));
    path.add(System.getProperty("jdk.module.path", ""));
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                path.toString(),
                Child.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String printed = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(child.waitFor()).isZero();
    assertThat(printed)
        .contains("DEADLOCK found at execution")
        .contains("platform threads that pass a baton")
        .contains("Start java with --add-opens java.base/java.lang=ALL-UNNAMED")
        .contains("no failure");
  }
}
