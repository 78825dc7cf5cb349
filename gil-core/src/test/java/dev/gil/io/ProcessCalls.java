package dev.gil.io;

import static dev.gil.io.BlockingCall.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.io.BlockingCall.Blocked;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;

/** Processes that go on when a line arrives at a named pipe. */
final class ProcessCalls {
  private ProcessCalls() {}

  interface OfProcess {
    void run(Process process) throws Exception;
  }

  static Stream<Named<BlockingCall>> rows() {
    return Stream.of(
        after("waitFor()", "exit 3", p -> assertThat(p.waitFor()).isEqualTo(3)),
        after(
            "waitFor(long, TimeUnit)",
            "exit 3",
            p -> assertThat(p.waitFor(Scene.BOUND_SECONDS, TimeUnit.SECONDS)).isTrue()),
        after(
            "waitFor(Duration)",
            "exit 3",
            p -> assertThat(p.waitFor(Duration.ofSeconds(Scene.BOUND_SECONDS))).isTrue()),
        after("output read", "printf x", p -> assertThat(p.getInputStream().read()).isEqualTo('x')),
        after(
            "error read",
            "printf x >&2",
            p -> assertThat(p.getErrorStream().read()).isEqualTo('x')),
        after(
            "inputReader().readLine()",
            "echo line",
            p -> assertThat(p.inputReader().readLine()).isEqualTo("line")),
        after(
            "input write, to one that does not read",
            "cat >/dev/null",
            p -> p.getOutputStream().write(new byte[1 << 20])));
  }

  private static Named<BlockingCall> after(String call, String script, OfProcess body) {
    return row(
        "Process " + call,
        scene -> {
          Path fifo = scene.openFifo();
          Process process =
              Detaching.process(scene.shell("read -r go < '" + fifo + "'; " + script));
          return new Blocked(() -> body.run(process), () -> Scene.write(fifo, "go\n"));
        });
  }
}
