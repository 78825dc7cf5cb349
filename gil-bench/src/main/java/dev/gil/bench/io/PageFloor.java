package dev.gil.bench.io;

import dev.gil.bench.fork.Figures;
import dev.gil.workloads.measure.Sample;
import dev.gil.workloads.site.PageText;
import dev.gil.workloads.web.Fetch;
import dev.gil.workloads.web.FetchException;
import dev.gil.workloads.web.Limits;
import dev.gil.workloads.web.PageLinks;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * What the pages of a scene cost a single thread: where one task runs at a time no client is
 * quicker, however it schedules.
 */
final class PageFloor {
  private final PageScene scene;
  private final int times;

  PageFloor(PageScene scene, int times) {
    this.scene = scene;
    this.times = times;
  }

  void say(int port) throws FetchException {
    Figures.say("parsing", parsing());
    Figures.say("alone", alone(port));
  }

  /** Milliseconds of parsing alone. */
  private double parsing() {
    List<String> pages = new ArrayList<>();
    for (int page = 0; page < Math.min(scene.pages(), 1_000); page++) {
      pages.add(PageText.html(page, PageForkMain.SEED));
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
    return median(millis, links);
  }

  /** Milliseconds of CPU time to fetch the pages one by one, from a server at once, and parse. */
  private double alone(int port) throws FetchException {
    List<URI> uris = new ArrayList<>();
    for (int page = 0; page < Math.min(scene.pages(), 1_000); page++) {
      uris.add(URI.create("http://127.0.0.1:" + port + "/page/" + page + "?ms=0"));
    }
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    double[] millis = new double[times];
    int links = 0;
    for (int i = 0; i < times; i++) {
      long start = threads.getCurrentThreadCpuTime();
      for (int page = 0; page < scene.pages(); page++) {
        links += PageLinks.count(Fetch.get(uris.get(page % uris.size()), Limits.DEFAULTS).text());
      }
      millis[i] = (threads.getCurrentThreadCpuTime() - start) / 1e6;
    }
    return median(millis, links);
  }

  private static double median(double[] millis, int links) {
    if (links == 0) {
      throw new IllegalStateException("pages without links");
    }
    return Sample.of(millis).median();
  }
}
