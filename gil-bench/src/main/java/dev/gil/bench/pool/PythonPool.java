package dev.gil.bench.pool;

import dev.gil.bench.convoy.PythonPeer;
import dev.gil.bench.fork.Figures;
import dev.gil.bench.fork.Fork;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * CPython's {@code ProcessPoolExecutor} of one worker.
 *
 * @param python that runs it
 */
record PythonPool(PythonPeer python) {
  /** In the report. */
  static final String ID = PythonPeer.CPYTHON + "-PPE";

  /** More of its tasks would tell nothing new, and take minutes. */
  private static final int MOST_TASKS = 200_000;

  private static final Duration LIMIT = Duration.ofMinutes(5);

  static PythonPool find() {
    return new PythonPool(PythonPeer.cpython());
  }

  /** Why there is none; empty if there is one. */
  String problem() {
    return python.problem();
  }

  Figures play(Scene scene, int size) throws IOException, InterruptedException {
    int tasks = scene == Scene.PIPELINED_SAME ? Math.min(size, MOST_TASKS) : size;
    return Fork.run(
        List.of(python.program(), "-c", script(), scene.id(), Integer.toString(tasks)), LIMIT);
  }

  private static String script() throws IOException {
    try (@Nullable InputStream in = PythonPool.class.getResourceAsStream("pool.py")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
