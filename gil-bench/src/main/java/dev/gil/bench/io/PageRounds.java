package dev.gil.bench.io;

import dev.gil.spi.GilExecutor;
import dev.gil.spi.Strategies;
import dev.gil.spi.StrategySettings;
import dev.gil.spi.Task;
import dev.gil.workloads.site.PageText;
import dev.gil.workloads.web.Fetch;
import dev.gil.workloads.web.FetchException;
import dev.gil.workloads.web.Limits;
import dev.gil.workloads.web.PageLinks;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Fetches all pages of a scene in rounds. A plain HashMap, which only one thread may use at a time,
 * takes what came of each page, and is checked after each round.
 */
final class PageRounds implements AutoCloseable {
  private final PageScene scene;
  private final Client client;
  private final ExecutorService executor;
  private final Semaphore room;
  private final Limits limits;
  private final List<URI> uris = new ArrayList<>();
  private final Map<Integer, Integer> pagesByLinks = new HashMap<>(); // guarded by the lock
  private final ReentrantLock mutex = new ReentrantLock();

  PageRounds(PageScene scene, Client client, int port, int connections) {
    this.scene = scene;
    this.client = client;
    this.room = new Semaphore(connections);
    this.limits = scene.kept() ? Limits.DEFAULTS : Limits.DEFAULTS.fresh();
    for (int page = 0; page < scene.pages(); page++) {
      uris.add(URI.create("http://127.0.0.1:" + port + "/page/" + page % 1_000 + "?ms=50"));
    }
    this.executor =
        client
            .strategy()
            .<ExecutorService>map(
                id -> Strategies.open(id, StrategySettings.DEFAULTS.workers(connections)))
            .orElseGet(Executors::newVirtualThreadPerTaskExecutor);
  }

  /**
   * One round.
   *
   * @return how long it took, in nanoseconds
   */
  long round() throws InterruptedException, ExecutionException {
    long start = System.nanoTime();
    List<Future<?>> futures = new ArrayList<>(uris.size());
    for (URI uri : uris) {
      futures.add(submit(uri));
    }
    for (Future<?> future :
        futures.reversed()) { // most have ended then, and need not wake this one
      future.get();
    }
    long nanos = System.nanoTime() - start;
    check();
    return nanos;
  }

  private Future<?> submit(URI uri) {
    if (!(executor instanceof GilExecutor gil)) {
      return executor.submit(() -> locked(fetch(uri)));
    }
    Task<Integer> task =
        client.detaches()
            ? attachment -> note(attachment.detached(() -> fetch(uri)))
            : _ -> note(fetch(uri));
    return gil.submit(task);
  }

  private int locked(String page) {
    mutex.lock();
    try {
      return note(page);
    } finally {
      mutex.unlock();
    }
  }

  private String fetch(URI uri) throws FetchException {
    room.acquireUninterruptibly();
    try {
      return Fetch.get(uri, limits).text();
    } finally {
      room.release();
    }
  }

  /** By one thread at a time. */
  private int note(String page) {
    int links = scene.parsed() ? PageLinks.count(page) : page.length();
    return pagesByLinks.merge(links, 1, Integer::sum);
  }

  private void check() {
    Map<Integer, Integer> right = new HashMap<>();
    if (scene.parsed()) {
      for (int page = 0; page < scene.pages(); page++) {
        right.merge(PageText.links(page % 1_000, PageForkMain.SEED), 1, Integer::sum);
      }
      if (!pagesByLinks.equals(right)) {
        throw new IllegalStateException(pagesByLinks + " instead of " + right);
      }
    } else if (pagesByLinks.values().stream().mapToInt(n -> n).sum() != scene.pages()) {
      throw new IllegalStateException("pages are missing: " + pagesByLinks);
    }
    pagesByLinks.clear();
  }

  @Override
  public void close() {
    executor.close();
  }
}
