package dev.gil.bench.io;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.gil.bench.Bench;
import dev.gil.bench.Effort;
import dev.gil.bench.fork.Figures;
import dev.gil.bench.fork.Fork;
import dev.gil.bench.report.Scores;
import dev.gil.spi.ParallelismStrategy;
import dev.gil.spi.Strategies;
import dev.gil.workloads.site.SiteProcess;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Pages of 50 ms from a server in a process of its own, by strategy {@code virtual} and its peers:
 * each in a fresh process, all from the same server, over the same number of connections, each
 * parsing every page for its links.
 */
public final class PagesBench implements Bench {
  private static final Duration LIMIT = Duration.ofMinutes(3);

  /**
   * What strategy {@code virtual} needs of the JDK, and a heap that is no larger than the work asks
   * for; all clients run with the same.
   */
  private static final List<String> FLAGS =
      List.of(
          "-Xmx128m",
          "--add-opens=java.base/java.lang=ALL-UNNAMED",
          "--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED");

  @Override
  public String name() {
    return PageScene.BENCH;
  }

  @Override
  public List<String> cases() {
    return PageScene.ALL.stream().flatMap(scene -> scene.cases().stream()).toList();
  }

  @Override
  public void run(Effort effort) throws IOException, InterruptedException {
    List<PageScene> scenes =
        PageScene.ALL.stream().filter(scene -> effort.wantsAny(scene.cases())).toList();
    long files = mostFiles();
    if (files < PageScene.MOST_CONNECTIONS + 200) {
      effort
          .scores()
          .note(
              "ulimit -n binds: only "
                  + files
                  + " files may be open, so fewer connections than "
                  + PageScene.MOST_CONNECTIONS);
    }
    effort
        .scores()
        .note(
            "pages: 1 to 3 KB with 10 to 30 links, parsed by jsoup in the JVM, by html.parser in"
                + " Python; not at all where it says unparsed");
    PythonClient python = PythonClient.find();
    try (SiteProcess site = SiteProcess.start(PageForkMain.SEED)) {
      for (int fork = 1; fork <= effort.forks(); fork++) {
        for (PageScene scene : scenes) {
          effort.progress().accept(scene.name() + ", fork " + fork + " of " + effort.forks());
          int connections = scene.connections(files);
          for (Client client : Client.ALL) {
            play(scene, client, site.port(), connections, effort);
          }
          python.play(scene, site.port(), connections, effort);
        }
      }
    }
  }

  private static long mostFiles() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? unix.getMaxFileDescriptorCount()
        : Long.MAX_VALUE;
  }

  private static void play(PageScene scene, Client client, int port, int connections, Effort effort)
      throws IOException, InterruptedException {
    boolean subject = client.isSubject();
    String name = subject ? Scores.GIL : client.id();
    if (!subject && !effort.peers().test(name)) {
      return;
    }
    Optional<String> missing = client.strategy().flatMap(PagesBench::missing);
    if (missing.isPresent()) {
      scene.absent(effort.scores(), name, missing.get());
      return;
    }
    int rounds = scene.pages() < 1_000 ? 15 : scene.pages() < 10_000 ? 9 : 5;
    Figures figures =
        Fork.run(
            Fork.jvm(
                FLAGS,
                PageForkMain.class,
                List.of(
                    Integer.toString(scene.pages()),
                    Boolean.toString(scene.kept()),
                    Boolean.toString(scene.parsed()),
                    client.id(),
                    Integer.toString(port),
                    Integer.toString(connections),
                    Integer.toString(effort.quick() ? 10_000 : 30_000),
                    Integer.toString(rounds))),
            LIMIT);
    scene.add(effort.scores(), name, figures.get("ms"), figures.get("rss"));
    if (subject && scene.tellsFloor()) {
      scene.addFloor(effort.scores(), name, figures.get("parsing"), figures.get("alone"));
    }
  }

  private static Optional<String> missing(String strategy) {
    for (ParallelismStrategy known : Strategies.list()) {
      if (known.id().equals(strategy)) {
        return known.unavailable();
      }
    }
    return Optional.of("no such strategy here");
  }
}
