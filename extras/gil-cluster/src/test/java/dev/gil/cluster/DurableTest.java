package dev.gil.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.spi.GilExecutor;
import dev.gil.spi.Strategies;
import dev.gil.spi.StrategySettings;
import dev.gil.spi.TaskOptions;
import java.io.File;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tasks that outlive their client. */
class DurableTest extends MembersTest {
  private static final int TASKS = 8;

  /** A value of the tests' own. */
  record Answer(long id) implements Serializable {}

  /** A client that is killed while its tasks run: prints their tickets, then waits for ever. */
  static final class Doomed {
    private Doomed() {}

    public static void main(String[] args) throws Exception {
      ClusterSettings settings = ClusterSettings.of(args[0]).join(args[1].split(",", -1));
      String go = args[2];
      ClusterDurableStrategy strategy =
          new ClusterDurableStrategy(settings)
              .onAccepted((label, ticket) -> System.out.println("TICKET " + label + ' ' + ticket));
      GilExecutor pool =
          Strategies.open(strategy, StrategySettings.DEFAULTS.workers(3).inFlight(4));
      for (int i = 0; i < TASKS; i++) {
        long id = i;
        var _ =
            pool.submit(
                TaskOptions.NONE.label(Integer.toString(i)),
                gil ->
                    gil.detached(
                        () -> {
                          Gate.pass(go);
                          return new Answer(id);
                        }));
      }
      new CountDownLatch(1).await();
    }
  }

  @Test
  void anotherClientFetchesTheResultsOfOneThatWasKilled(@TempDir Path mine) throws Exception {
    var _ = openWhole(new ClusterDurableStrategy(cluster.settings()), ALL);
    Gate go = new Gate(mine);
    Process client =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                classPath(),
                Doomed.class.getName(),
                cluster.name(),
                String.join(",", cluster.addresses()),
                go.name())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    List<String> tickets = new ArrayList<>();
    try (var said = client.inputReader()) {
      while (tickets.size() < TASKS) {
        String line = said.readLine();
        assertThat(line).as("what the client prints").isNotNull();
        if (line.startsWith("TICKET ")) {
          tickets.add(line);
        }
      }
    } finally {
      client.destroyForcibly();
    }
    client.waitFor();
    go.open();
    ClusterDurableStrategy strategy = new ClusterDurableStrategy(cluster.settings());
    for (String ticket : tickets) {
      String[] words = ticket.split(" ", -1);
      assertThat(strategy.fetch(words[2], Answer.class, StrategySettings.DEFAULTS))
          .isEqualTo(new Answer(Long.parseLong(words[1])));
    }
  }

  private static String classPath() {
    List<String> all = new ArrayList<>(TestCluster.classes());
    all.add(System.getProperty("jdk.module.path", ""));
    all.add(System.getProperty("java.class.path", ""));
    return String.join(File.pathSeparator, all);
  }
}
