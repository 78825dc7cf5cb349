package dev.gil.executors.processes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.spi.GilExecutor;
import dev.gil.spi.Strategies;
import dev.gil.spi.StrategySettings;
import dev.gil.spi.TaskFuture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** After closing nothing is left: no process, no thread, no file. */
class ClosingTest extends PoolTest {
  private static final String THREADS = "closing-test-";

  /** Where the worker has its arguments from. */
  static Path directoryOf(long pid) {
    String[] arguments = ProcessHandle.of(pid).orElseThrow().info().arguments().orElseThrow();
    return Objects.requireNonNull(Path.of(arguments[0].substring(1)).getParent());
  }

  private static Set<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith(THREADS))
        .collect(Collectors.toSet());
  }

  private static StrategySettings named(int workers) {
    return StrategySettings.DEFAULTS.workers(workers).threadNames(THREADS);
  }

  @Test
  void closingWaitsForTheTasksAndLeavesNothing() throws Exception {
    TaskFuture<Long> last;
    List<Long> pids;
    try (GilExecutor pool = Strategies.open(new ProcessesStrategy(), named(2))) {
      get(pool.submit(gil -> 1));
      pids = pids(pool);
      last = pool.submit(gil -> myPid());
    }
    assertThat(last.isDone()).isTrue();
    assertThat(pids).isNotEmpty().noneMatch(PoolTest::isAlive).noneMatch(PoolTest::isOurChild);
    assertThat(threads()).isEmpty();
  }

  @Test
  void aWorkerThatIsNotNeededAnyMoreExitsInOrder() throws Exception {
    GilExecutor pool = open(ONE);
    get(
        pool.run(
            gil ->
                Runtime.getRuntime()
                    .addShutdownHook(new Thread(() -> System.out.print("farewell")))));
    pool.close();
    await("the last words of the worker", () -> printed.bytes.get() == "farewell".length());
  }

  @Test
  void closingNowKillsWhatRunsAndLeavesNothing() throws Exception {
    GilExecutor pool = Strategies.open(new ProcessesStrategy(), named(2));
    Heard heard = new Heard();
    var _ =
        pool.submit(
            heard.options(),
            gil -> {
              gil.progress(myPid(), 0);
              return spin();
            });
    long pid = heard.next();
    List<Long> pids = pids(pool);
    pool.shutdownNow();
    assertThat(pool.awaitTermination(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(pids).contains(pid).noneMatch(PoolTest::isAlive);
    assertThat(threads()).isEmpty();
  }

  @Test
  void closingBeforeTheWorkersAreThereLeavesNothing() {
    GilExecutor pool = Strategies.open(new ProcessesStrategy(), named(3));
    pool.close();
    assertThat(threads()).isEmpty();
    assertThat(myChildren()).noneMatch(PoolTest::runsWorkerMain);
  }

  @Test
  void thePrivateDirectoryIsPrivateAndGoesWithThePool() throws Exception {
    GilExecutor pool = open(ONE);
    Path directory = directoryOf(get(pool.submit(gil -> myPid())));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
        .isEqualTo("rwx------");
    pool.close();
    assertThat(directory).doesNotExist();
  }

  @Test
  void theWorkersSayWhatTheyDo() throws Exception {
    GilExecutor pool = open(ONE);
    get(pool.submit(gil -> 1));
    long pid = get(pool.submit(gil -> myPid()));
    assertThat(pool.snapshot().workers())
        .singleElement()
        .satisfies(
            worker -> {
              assertThat(worker.pid()).isEqualTo(pid);
              assertThat(worker.tasks()).isEqualTo(2);
              assertThat(worker.state()).isEqualTo("idle");
            });
  }
}
