package dev.gil.executors.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gil.spi.GilExecutor;
import dev.gil.spi.ParallelismStrategy;
import dev.gil.spi.Strategies;
import dev.gil.spi.StrategySettings;
import dev.gil.spi.TaskOptions;
import dev.gil.spi.WorkerSnapshot;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What tests with real workers share: pools that are closed, waits that end. */
abstract class PoolTest {
  static final StrategySettings ONE = StrategySettings.DEFAULTS.workers(1);
  static final StrategySettings TWO = StrategySettings.DEFAULTS.workers(2);
  static final long LIMIT_SECONDS = 120;

  static final PrintStream REAL_OUT = System.out;
  private static final PrintStream REAL_ERR = System.err;

  final Counted printed = new Counted();
  final Counted printedAsErrors = new Counted();
  private final List<GilExecutor> opened = new ArrayList<>();

  /** Where the output of the workers goes. */
  static final class Counted extends OutputStream {
    final AtomicLong bytes = new AtomicLong();

    @Override
    public void write(int b) {
      bytes.incrementAndGet();
    }

    @Override
    public void write(byte[] b, int off, int len) {
      bytes.addAndGet(len);
    }
  }

  @BeforeEach
  void countOutput() {
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(printedAsErrors, true, StandardCharsets.UTF_8));
  }

  GilExecutor open(StrategySettings settings) {
    return open(new ProcessesStrategy(), settings);
  }

  GilExecutor open(ParallelismStrategy strategy, StrategySettings settings) {
    GilExecutor pool = Strategies.open(strategy, settings);
    opened.add(pool);
    return pool;
  }

  @AfterEach
  void closePools() throws InterruptedException {
    try {
      for (GilExecutor pool : opened) {
        pool.shutdownNow();
        assertThat(pool.awaitTermination(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
      }
    } finally {
      System.setOut(REAL_OUT);
      System.setErr(REAL_ERR);
    }
  }

  static <T extends @Nullable Object> T get(Future<T> future) throws Exception {
    return future.get(LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  static <X extends Throwable> X failure(Future<?> future, Class<X> type) {
    ExecutionException failed = catchThrowableOfType(ExecutionException.class, () -> get(future));
    assertThat(failed).isNotNull();
    assertThat(failed.getCause()).isInstanceOf(type);
    return type.cast(failed.getCause());
  }

  /** What a running task says by {@code gil.progress(said, 0)}. */
  static final class Heard {
    private final BlockingQueue<Long> said = new LinkedBlockingQueue<>();

    TaskOptions options() {
      return TaskOptions.NONE.onProgress((done, total) -> said.add(done));
    }

    long next() throws InterruptedException {
      @Nullable Long next = said.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
      assertThat(next).as("progress of a task").isNotNull();
      return next;
    }
  }

  static long myPid() {
    return ProcessHandle.current().pid();
  }

  static void signal(String name, long pid) throws IOException, InterruptedException {
    assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor())
        .isZero();
  }

  /** Stops a process, and returns when none of its threads runs any more. */
  static void suspend(long pid) throws IOException, InterruptedException {
    signal("STOP", pid);
    Path threads = Path.of("/proc/" + pid + "/task");
    if (Files.isDirectory(threads)) {
      await("every thread stopped", () -> allStopped(threads));
    }
  }

  private static boolean allStopped(Path threads) {
    try (Stream<Path> all = Files.list(threads)) {
      return all.allMatch(thread -> stateOf(thread) == 'T');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static char stateOf(Path thread) {
    try {
      String stat = Files.readString(thread.resolve("stat"));
      return stat.charAt(stat.lastIndexOf(')') + 2);
    } catch (IOException e) {
      return 'T'; // it has ended
    }
  }

  static boolean isAlive(long pid) {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }

  /** False of a zombie, which only waits for whoever adopted it. */
  static boolean runs(long pid) {
    Path stat = Path.of("/proc/" + pid);
    return isAlive(pid) && !(Files.isDirectory(stat) && stateOf(stat) == 'Z');
  }

  static List<ProcessHandle> myChildren() {
    return ProcessHandle.current().children().toList();
  }

  /** Also true of a zombie. */
  static boolean isOurChild(long pid) {
    return myChildren().stream().anyMatch(child -> child.pid() == pid);
  }

  static boolean runsWorkerMain(ProcessHandle process) {
    return process
        .info()
        .commandLine()
        .map(line -> line.contains(WorkerMain.class.getName()))
        .orElse(false);
  }

  static List<Long> pids(GilExecutor pool) {
    return pool.snapshot().workers().stream()
        .map(WorkerSnapshot::pid)
        .filter(pid -> pid > 0)
        .toList();
  }

  static void await(String what, BooleanSupplier condition) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - start)
          .as(what)
          .isLessThan(TimeUnit.SECONDS.toNanos(LIMIT_SECONDS));
      LockSupport.parkNanos(1_000_000);
    }
  }

  /** In a worker: leaves a file if its JVM exits in order. */
  static void createAtExit(String file) {
    Thread hook =
        new Thread(
            () -> {
              try {
                Files.createFile(Path.of(file));
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Never returns, answers nothing. */
  @SuppressWarnings("InfiniteLoop")
  static int spin() {
    int i = 0;
    while (true) {
      i = i * 31 + 7;
      sink = i;
    }
  }

  static volatile int sink;
}
