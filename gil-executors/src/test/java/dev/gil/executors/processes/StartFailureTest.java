package dev.gil.executors.processes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.WorkerStartFailedException;
import dev.gil.spi.GilExecutor;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Workers that cannot start fail the tasks that wait for them, with the reason. */
class StartFailureTest extends PoolTest {
  @Test
  void tasksHearWhatTheLauncherSaid() {
    GilExecutor pool = open(TWO.workerArguments("-XX:NoSuchFlag=1"));
    assertThat(failure(pool.submit(gil -> 1), WorkerStartFailedException.class))
        .hasMessageContaining("NoSuchFlag");
  }

  @Test
  void aLaterTaskTriesOnceMoreAndFailsToo() {
    GilExecutor pool = open(ONE.workerArguments("-XX:NoSuchFlag=1"));
    failure(pool.submit(gil -> 1), WorkerStartFailedException.class);
    failure(pool.submit(gil -> 2), WorkerStartFailedException.class);
  }

  @Test
  void closingWhileStartsFailEnds() {
    GilExecutor pool = open(TWO.workerArguments("-XX:NoSuchFlag=1"));
    pool.close();
    assertThat(pool.isTerminated()).isTrue();
  }

  /** As a cleaner of temporary files may do. */
  @Test
  void aPrivateDirectoryThatIsGoneIsNamed() throws Exception {
    GilExecutor pool = open(ONE);
    long pid = get(pool.submit(gil -> myPid()));
    Path directory = ClosingTest.directoryOf(pid);
    PrivateDirectory.delete(directory);
    signal("KILL", pid);
    await("the end of the worker", () -> !isAlive(pid));
    assertThat(failure(pool.submit(gil -> 1), WorkerStartFailedException.class))
        .hasMessageContaining("NoSuchFileException: " + directory);
  }
}
