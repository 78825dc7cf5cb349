package dev.gil.executors.processes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.spi.GilExecutor;
import dev.gil.spi.TaskFuture;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What tasks print is no part of the protocol, and is not lost. */
class OutputTest extends PoolTest {
  private static final int LINES = 100_000;
  private static final byte[] LINE =
      "HELLO 1234567890 \0\1\2\3 noise\n".getBytes(StandardCharsets.ISO_8859_1);

  @Test
  void megabytesOnBothOutputsDisturbNothingAndAllOfThemArrive() throws Exception {
    GilExecutor pool = open(ONE);
    TaskFuture<Integer> noisy =
        pool.submit(
            gil -> {
              OutputStream raw = new FileOutputStream(FileDescriptor.out);
              for (int i = 0; i < LINES; i++) {
                System.err.write(LINE);
                raw.write(LINE);
              }
              System.err.flush();
              return LINES;
            });
    assertThat((Object) get(noisy)).isEqualTo(LINES);
    assertThat((Object) get(pool.submit(gil -> 1))).isEqualTo(1);
    long expected = (long) LINES * LINE.length;
    await("all that was printed", () -> printed.bytes.get() >= expected);
    await("all that was printed as errors", () -> printedAsErrors.bytes.get() >= expected);
    assertThat(printed.bytes).hasValue(expected);
  }

  @Test
  void aHundredMegabytesOnEachOutputArriveToo() throws Exception {
    GilExecutor pool = open(ONE);
    int pieces = 100;
    int size = 1_000_000;
    get(
        pool.run(
            gil -> {
              OutputStream out = new FileOutputStream(FileDescriptor.out);
              OutputStream err = new FileOutputStream(FileDescriptor.err);
              byte[] piece = new byte[size];
              java.util.Arrays.fill(piece, (byte) 'x'); // one endless line
              for (int i = 0; i < pieces; i++) {
                out.write(piece);
                err.write(piece);
              }
            }));
    assertThat((Object) get(pool.submit(gil -> 1))).isEqualTo(1);
    long expected = (long) pieces * size;
    await("all that was printed", () -> printed.bytes.get() >= expected);
    await("all that was printed as errors", () -> printedAsErrors.bytes.get() >= expected);
    assertThat(printed.bytes).hasValue(expected);
    assertThat(printedAsErrors.bytes).hasValue(expected);
  }

  /**
   * Its last words are still in the pipe when it is killed, since what came before is in the way.
   */
  @Test
  void whatAKilledProcessHadPrintedIsInItsError() throws Exception {
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch gone = new CountDownLatch(1);
    System.setErr(
        new PrintStream(
            new OutputStream() {
              @Override
              public void write(int b) throws IOException {
                held.countDown();
                try {
                  gone.await();
                } catch (InterruptedException e) {
                  throw new IOException(e);
                }
              }
            },
            true,
            StandardCharsets.UTF_8));
    Process process =
        new ProcessBuilder(
                "/bin/sh", "-c", "echo first >&2; read go; echo last words >&2; echo; read never")
            .start();
    WorkerProcess child = WorkerProcess.of(process, "worker 1");
    assertThat(held.await(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
    process.getOutputStream().write('\n');
    process.getOutputStream().flush();
    await("the last words", () -> printed.bytes.get() > 0);
    var _ = process.onExit().thenRun(gone::countDown);
    assertThat(child.await(Duration.ZERO, Path.of("")).output()).contains("last words");
    child.forget();
  }

  @Test
  void theTailKeepsTheLastLinesOnly() {
    OutputTail tail = new OutputTail();
    for (int i = 0; i < 1_000; i++) {
      byte[] line = ("line " + i + "\n").getBytes(StandardCharsets.UTF_8);
      tail.keep(line, line.length);
    }
    assertThat(tail.text().lines().map(String::strip).toList())
        .hasSize(20)
        .startsWith("line 980")
        .endsWith("line 999");
  }
}
