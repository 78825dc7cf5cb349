package dev.gil.bench.io;

import dev.gil.bench.fork.Figures;
import dev.gil.workloads.measure.Sample;
import dev.gil.workloads.site.PageText;
import dev.gil.workloads.web.PageLinks;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;

/**
 * The program of a fork: one client that fetches the pages of one scene, in rounds, until its code
 * is warm, and then against the clock.
 *
 * <p>Arguments: pages, whether kept, whether parsed, client, port, connections, pages to warm up
 * by, rounds.
 */
final class PageForkMain {
  /** Of the site's content. */
  static final long SEED = 42;

  private PageForkMain() {}

  public static void main(String[] args) throws InterruptedException, ExecutionException {
    PageScene scene =
        new PageScene(
            Integer.parseInt(args[0]),
            Boolean.parseBoolean(args[1]),
            Boolean.parseBoolean(args[2]));
    Client client = Client.named(args[3]);
    int warmUp = Integer.parseInt(args[6]);
    double[] millis = new double[Integer.parseInt(args[7])];
    double idle = Memory.resident();
    try (PageRounds rounds =
        new PageRounds(scene, client, Integer.parseInt(args[4]), Integer.parseInt(args[5]))) {
      Figures.say("cold", rounds.round() / 1e6);
      for (int done = scene.pages(); done < warmUp; done += scene.pages()) {
        rounds.round();
      }
      for (int i = 0; i < millis.length; i++) {
        millis[i] = rounds.round() / 1e6;
      }
    }
    Figures.say("ms", Sample.of(millis).median());
    Figures.say("rss", Memory.most() - idle);
    if (client.isSubject() && scene.tellsParsing()) {
      Figures.say("parsing", parsing(scene, millis.length));
    }
  }

  /** Milliseconds for the pages of a round, by this thread alone. */
  private static double parsing(PageScene scene, int times) {
    List<String> pages = new ArrayList<>();
    for (int page = 0; page < Math.min(scene.pages(), 1_000); page++) {
      pages.add(PageText.html(page, SEED));
    }
    double[] millis = new double[times];
    int links = 0;
    for (int i = 0; i < times; i++) {
      long start = System.nanoTime();
      for (int page = 0; page < scene.pages(); page++) {
        links += PageLinks.count(pages.get(page % pages.size()));
      }
      millis[i] = (System.nanoTime() - start) / 1e6;
    }
    if (links == 0) {
      throw new IllegalStateException("pages without links");
    }
    return Sample.of(millis).median();
  }
}
