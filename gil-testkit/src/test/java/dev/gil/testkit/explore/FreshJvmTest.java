package dev.gil.testkit.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A token and its table are the same in another JVM, on the class path, with another collector. */
class FreshJvmTest {
  /** Explores each bug and replays it, and prints what came of it. */
  static final class Child {
    private Child() {}

    public static void main(String[] args) {
      System.out.print(report());
    }
  }

  private static String report() {
    StringBuilder text = new StringBuilder();
    for (Bugs bug : Bugs.values()) {
      Failure failure =
          Interleavings.of(bug.wrong).executions(10_000).seed(3).run().failure().orElseThrow();
      String token = failure.token().orElseThrow();
      text.append(token).append('\n').append(failure.table());
      assertThat(Interleavings.replay(token, bug.wrong).table()).isEqualTo(failure.table());
    }
    return text.toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-XX:+UseSerialGC", "-XX:+UseParallelGC", "-Xint"})
  void anotherJvmFindsAndReplaysTheSame(String flag) throws IOException, InterruptedException {
    Process child =
        new ProcessBuilder(command(flag)).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String printed = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(child.waitFor()).isZero();
    assertThat(printed).isEqualTo(report());
  }

  private static List<String> command(String flag) {
    StringJoiner path = new StringJoiner(File.pathSeparator);
    path.add(Path.of("target", "classes").toAbsolutePath().toString());
    path.add(Path.of("target", "test-classes").toAbsolutePath().toString());
    for (String property : List.of("java.class.path", "jdk.module.path")) {
      path.add(System.getProperty(property, ""));
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add(flag);
    command.add("--add-opens");
    command.add("java.base/java.lang=ALL-UNNAMED");
    command.add("-cp");
    command.add(path.toString());
    command.add(Child.class.getName());
    return command;
  }
}
