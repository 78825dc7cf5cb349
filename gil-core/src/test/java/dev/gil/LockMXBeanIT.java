package dev.gil;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The module java.management may be missing: only registering needs it. */
class LockMXBeanIT {
  @Test
  void withoutJmxALockWorksAndRegisteringSaysWhatIsMissing() throws Exception {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--limit-modules",
                "java.base",
                "-cp",
                Path.of("target", "classes") + java.io.File.pathSeparator + "target/test-classes",
                WithoutManagement.class.getName())
            .redirectErrorStream(true)
            .start();
    String output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(child.waitFor(Threads.BOUND_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(output.lines())
        .containsExactly(
            "attached: true",
            "bare: not registered with JMX, since this runtime has no module java.management. Start"
                + " it with --add-modules java.management, or require the module in the"
                + " application's");
  }
}
