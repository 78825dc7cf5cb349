package dev.gil.bench.io;

import dev.gil.bench.fork.Figures;
import dev.gil.workloads.measure.Resident;
import dev.gil.workloads.measure.Sample;
import dev.gil.workloads.web.FetchException;
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

  public static void main(String[] args)
      throws InterruptedException, ExecutionException, FetchException {
    PageScene scene =
        new PageScene(
            Integer.parseInt(args[0]),
            Boolean.parseBoolean(args[1]),
            Boolean.parseBoolean(args[2]));
    Client client = Client.named(args[3]);
    int warmUp = Integer.parseInt(args[6]);
    double[] millis = new double[Integer.parseInt(args[7])];
    double idle = Resident.now();
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
    Figures.say("rss", Resident.most() - idle);
    if (client.isSubject() && scene.tellsFloor()) {
      new PageFloor(scene, millis.length).say(Integer.parseInt(args[4]));
    }
  }
}
