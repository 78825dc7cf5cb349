package dev.gil.bench.io;

import dev.gil.bench.Effort;
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
 * CPython as a client, by threads and by asyncio.
 *
 * @param python that runs it
 */
record PythonClient(PythonPeer python) {
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final List<String> FORMS = List.of("threads", "asyncio");

  static PythonClient find() {
    return new PythonClient(PythonPeer.cpython());
  }

  void play(PageScene scene, int port, int connections, Effort effort)
      throws IOException, InterruptedException {
    for (String form : FORMS) {
      String peer = PythonPeer.CPYTHON + '-' + form;
      if (!effort.peers().test(peer)) {
        continue;
      }
      if (!python.problem().isEmpty()) {
        scene.absent(effort.scores(), peer, python.problem());
        continue;
      }
      Figures figures =
          Fork.run(
              List.of(
                  python.program(),
                  "-c",
                  script(),
                  form,
                  Integer.toString(port),
                  Integer.toString(scene.pages()),
                  Integer.toString(connections),
                  scene.kept() ? "1" : "0",
                  scene.parsed() ? "1" : "0",
                  scene.pages() < 10_000 ? "5" : "3"),
              LIMIT);
      scene.add(effort.scores(), peer, figures.get("ms"), figures.get("rss"));
    }
  }

  private static String script() throws IOException {
    try (@Nullable InputStream in = PythonClient.class.getResourceAsStream("pages.py")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
