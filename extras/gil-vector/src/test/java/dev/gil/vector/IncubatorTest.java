package dev.gil.vector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where the JVM was started without the module, the engine says so and loads nothing of it. */
class IncubatorTest {
  @Test
  void withoutTheModuleTheEngineSaysWhatToDo() throws Exception {
    assertThat(ask(List.of()))
        .contains("problem: the JVM was started without --add-modules jdk.incubator.vector");
  }

  @Test
  void withTheModuleThereIsNoProblem() throws Exception {
    assertThat(ask(List.of("--add-modules=jdk.incubator.vector"))).contains("problem: none");
  }

  @Test
  void withoutItsCompilerTheEngineSaysSo() throws Exception {
    assertThat(ask(List.of("--add-modules=jdk.incubator.vector", "-Xint")))
        .contains("without its optimizing compiler");
  }

  private static String ask(List<String> flags) throws IOException, InterruptedException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(flags);
    line.addAll(List.of("-cp", System.getProperty("gil.test.path"), AskVector.class.getName()));
    Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }
}
