package dev.gil.executors.processes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.WorkerStartFailedException;
import dev.gil.spi.GilExecutor;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is started is not the worker that was meant, or is not started at all: its tasks hear why,
 * and the next one runs once the launcher is as it should be.
 */
class FakeLauncherTest extends PoolTest {
  private static final String HOME = "java.home";
  private static final Path REAL = WorkerCommand.launcher();

  private final String home = System.getProperty(HOME);
  private Path launcher = Path.of("");

  @BeforeEach
  void anotherHome(@TempDir Path fake) throws Exception {
    Files.createDirectory(fake.resolve("bin"));
    launcher = fake.resolve("bin/java");
    System.setProperty(HOME, fake.toString());
  }

  @AfterEach
  void home() {
    System.setProperty(HOME, home);
  }

  private void launcherRuns(String command) throws Exception {
    Files.writeString(launcher, "#!/bin/sh\n" + command + '\n');
    Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwx------"));
  }

  private static String impostor(String kind) {
    String classPath =
        WorkerClassPath.of(
            ManagementFactory.getRuntimeMXBean().getInputArguments(),
            FakeLauncherTest.class.getClassLoader());
    return "exec '" + REAL + "' -cp '" + classPath + "' " + Impostor.class.getName() + ' ' + kind;
  }

  private void failsAndThenRuns(String... words) throws Exception {
    GilExecutor pool = open(ONE);
    assertThat(failure(pool.submit(gil -> 1), WorkerStartFailedException.class))
        .hasMessageContainingAll(words);
    launcherRuns("exec '" + REAL + "' \"$@\"");
    assertThat((Object) get(pool.submit(gil -> 1))).isEqualTo(1);
  }

  @Test
  void aWorkerOfAnotherJavaVersionIsRefused() throws Exception {
    launcherRuns(impostor(Impostor.OTHER_JAVA));
    failsAndThenRuns("it runs Java 24.0.1", Runtime.version().toString());
  }

  @Test
  void aWorkerOfAnotherBuildIsRefused() throws Exception {
    launcherRuns(impostor(Impostor.OTHER_BUILD));
    failsAndThenRuns("another build of gil (other", "was the jar replaced");
  }

  @Test
  void aWorkerWithAForgedNonceIsSentAway() throws Exception {
    launcherRuns(impostor(Impostor.FORGED_NONCE));
    failsAndThenRuns("it ended before it called back", Impostor.SENT_AWAY);
  }

  /** What a shell says when the system has no process left for it. */
  @Test
  void aLauncherThatCannotForkIsQuoted() throws Exception {
    launcherRuns("echo 'fork: retry: Resource temporarily unavailable' >&2; exit 254");
    failsAndThenRuns("exited with 254", "fork: retry: Resource temporarily unavailable");
  }

  /** It was there when the executor was opened, as when a JDK is updated under a running JVM. */
  @Test
  void aLauncherThatCannotBeRunIsNamed() throws Exception {
    launcherRuns("exit 1");
    GilExecutor pool = open(ONE);
    failure(pool.submit(gil -> 1), WorkerStartFailedException.class);
    Files.delete(launcher);
    assertThat(failure(pool.submit(gil -> 1), WorkerStartFailedException.class))
        .hasMessageContaining("could not be started")
        .hasMessageContaining(launcher.toString());
    launcherRuns("exec '" + REAL + "' \"$@\"");
    assertThat((Object) get(pool.submit(gil -> 1))).isEqualTo(1);
  }
}
