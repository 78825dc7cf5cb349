package dev.gil.bench.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.bench.fork.Fork;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The JVM gives up silently on a method that is too much for one of its compilers, and it then runs
 * a hundred times slower for ever: so the compilers are asked.
 */
class CompiledTest {
  @TempDir private static Path folder;
  private static List<String> log = List.of();

  @BeforeAll
  static void useEveryKernel() throws Exception {
    log = compilations(EveryKernel.class);
  }

  private static List<String> compilations(Class<?> main) throws IOException, InterruptedException {
    Path file = folder.resolve("compilations");
    List<String> command =
        Fork.jvm(
            List.of(
                "-XX:+PrintCompilation",
                "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED"),
            main,
            List.of());
    Process process =
        new ProcessBuilder(new ArrayList<>(command))
            .redirectErrorStream(true)
            .redirectOutput(file.toFile())
            .start();
    assertThat(process.waitFor()).isZero();
    return Files.readAllLines(file, StandardCharsets.UTF_8);
  }

  @Test
  void noCompilerGivesUpOnAKernel() {
    assertThat(log)
        .noneMatch(
            line ->
                line.contains("COMPILE SKIPPED")
                    && (line.contains("dev.gil") || line.contains("jdk.incubator.vector")));
  }

  @Test
  void theLoopsThatTakeTheTimeReachTheOptimizingCompiler() {
    for (String method :
        List.of(
            "dev.gil.vector.DoubleTile::tile",
            "dev.gil.vector.FloatTile::tile",
            "dev.gil.vector.DoubleVectors::products",
            "dev.gil.vector.DoubleVectors::elements",
            "dev.gil.vector.DoubleVectors::add",
            "dev.gil.vector.FloatVectors::products",
            "dev.gil.arrays.scalar.ScalarDgemm::add",
            "dev.gil.arrays.scalar.ScalarSgemm::add",
            "dev.gil.arrays.WheelCrossing::by7",
            "dev.gil.arrays.WheelSieve::steps",
            "dev.gil.crypto.FrameCipher::seal",
            "dev.gil.crypto.FrameCipher::open",
            "dev.gil.learn.Rows::rectify",
            "dev.gil.learn.Rows::maskBy",
            "dev.gil.learn.Rows::slope",
            "dev.gil.learn.Rows::largest",
            "dev.gil.vector.Turn::toColumns",
            "dev.gil.vector.ColumnSums::",
            "dev.gil.vector.RowsDown::four",
            "dev.gil.image.scalar.ScalarRow::three",
            "dev.gil.image.scalar.ScalarSums::add",
            "dev.gil.arrays.FusedLoopOfForm")) {
      Pattern optimized =
          Pattern.compile("^ *\\d+ +\\d+ [ %sb!n]+ 4 +" + Pattern.quote(method) + ".*");
      assertThat(log).as(method).anyMatch(line -> optimized.matcher(line).matches());
    }
  }
}
