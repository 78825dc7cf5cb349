package dev.gil.io;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Only those who wrap a data source or a client need their modules. */
class WithoutSqlAndHttpIT {
  @Test
  void streamsWorkInAJvmThatHasOnlyJavaBase() throws Exception {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--limit-modules",
                "java.base",
                "-cp",
                Path.of("target", "classes") + File.pathSeparator + "target/test-classes",
                WithoutSqlAndHttp.class.getName())
            .redirectErrorStream(true)
            .start();
    child.getOutputStream().close();
    assertThat(new String(child.getInputStream().readAllBytes(), UTF_8)).isEqualTo("read: 0\n");
    assertThat(child.waitFor(Scene.BOUND_SECONDS, TimeUnit.SECONDS)).isTrue();
  }
}
