package dev.gil.workloads.web;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.gil.Attachment;
import dev.gil.spi.Continuations;
import dev.gil.workloads.steps.Step;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A visit to a page, which is fetched once an execution and JVM: who asks for it while it is on its
 * way waits for the same answer.
 *
 * <p>The cache holds futures. One that computes a value under its own lock would be a trap: the
 * thread that computes waits for the global lock, the one that holds that waits for the cache's.
 *
 * @param execution whose pages are cached together
 * @param uri of the page
 * @param limits of the request
 */
record PageStep(long execution, URI uri, Limits limits) implements Step<Visited> {
  private static final int MOST_PAGES = 20_000;

  /** A page of the site takes 50 ms; one that takes so much longer is slow. */
  private static final long SLOW_NANOS = 90_000_000;

  private record Key(long execution, URI uri) {}

  private static final AsyncCache<Key, Visited> PAGES =
      Caffeine.newBuilder().maximumSize(MOST_PAGES).executor(Runnable::run).buildAsync();

  @Override
  public Visited run(Attachment gil) throws Exception {
    CompletableFuture<Visited> mine = new CompletableFuture<>();
    @Nullable CompletableFuture<Visited> first =
        PAGES.asMap().putIfAbsent(new Key(execution, uri), mine);
    if (first != null) {
      return first.isDone() ? first.join() : gil.detached(() -> first.get());
    }
    try {
      Visited visited = visit(gil);
      mine.complete(visited);
      return visited;
    } catch (Throwable e) { // those that wait for this page must not wait for ever
      mine.completeExceptionally(e);
      throw e;
    }
  }

  private Visited visit(Attachment gil) {
    long start = System.nanoTime();
    Reply reply;
    try {
      reply = gil.detached(() -> Fetch.get(uri, limits));
    } catch (FetchException e) {
      return Visited.failed(e.trouble());
    }
    return Visited.of(reply, isSlow(start));
  }

  @Override
  public CompletionStage<Visited> start() {
    CompletableFuture<Visited> mine = new CompletableFuture<>();
    @Nullable CompletableFuture<Visited> first =
        PAGES.asMap().putIfAbsent(new Key(execution, uri), mine);
    if (first != null) {
      // A copy: if this task is cancelled, the page is still another's.
      return Continuations.here().deliver(first.copy());
    }
    try {
      CompletableFuture<Visited> visit = visitLater();
      var _ = visit.whenComplete((visited, thrown) -> end(mine, visited, thrown));
      return visit;
    } catch (Throwable e) { // those that wait for this page must not wait for ever
      mine.completeExceptionally(e);
      throw e;
    }
  }

  private static void end(
      CompletableFuture<Visited> page, Visited visited, @Nullable Throwable thrown) {
    if (thrown == null) {
      page.complete(visited);
    } else {
      page.completeExceptionally(thrown);
    }
  }

  private CompletableFuture<Visited> visitLater() {
    long start = System.nanoTime();
    return AsyncFetch.get(uri, limits)
        .handle(
            (reply, thrown) ->
                thrown == null
                    ? Visited.of(reply, isSlow(start))
                    : Visited.failed(AsyncFetch.trouble(uri, thrown)));
  }

  private static boolean isSlow(long start) {
    return System.nanoTime() - start > SLOW_NANOS;
  }
}
