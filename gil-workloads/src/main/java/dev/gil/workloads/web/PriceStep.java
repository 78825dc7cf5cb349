package dev.gil.workloads.web;

import dev.gil.Attachment;
import dev.gil.spi.Continuations;
import dev.gil.workloads.steps.Step;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A JSON call, made again after as long as the server asks when it says that it is busy, but not
 * for ever.
 *
 * @param uri of the item
 * @param limits of each request
 * @param attempts how often it is asked at most
 */
record PriceStep(URI uri, Limits limits, int attempts) implements Step<Priced> {
  private static final int BUSY = 503;

  @Override
  public Priced run(Attachment gil) throws InterruptedException {
    for (int busy = 0; ; busy++) {
      Reply reply;
      try {
        reply = gil.detached(() -> Fetch.get(uri, limits));
      } catch (FetchException e) {
        return Priced.givenUp(e.trouble(), busy);
      }
      if (reply.status() != BUSY) {
        return Priced.of(reply, busy);
      }
      if (busy + 1 == attempts) {
        return Priced.givenUp(Trouble.ERROR_STATUS, busy + 1);
      }
      Duration pause = pause(reply);
      gil.detached(() -> Thread.sleep(pause));
    }
  }

  @Override
  public CompletionStage<Priced> start() {
    return ask(0);
  }

  private CompletionStage<Priced> ask(int busy) {
    return AsyncFetch.get(uri, limits)
        .handle((reply, thrown) -> thrown == null ? heard(reply, busy) : failed(thrown, busy))
        .thenCompose(next -> next);
  }

  private CompletionStage<Priced> heard(Reply reply, int busy) {
    if (reply.status() != BUSY) {
      return CompletableFuture.completedStage(Priced.of(reply, busy));
    }
    if (busy + 1 == attempts) {
      return CompletableFuture.completedStage(Priced.givenUp(Trouble.ERROR_STATUS, busy + 1));
    }
    return Continuations.here().delay(pause(reply)).thenCompose(_ -> ask(busy + 1));
  }

  private CompletionStage<Priced> failed(Throwable thrown, int busy) {
    return CompletableFuture.completedStage(Priced.givenUp(AsyncFetch.trouble(uri, thrown), busy));
  }

  /** What the server asked for; at once if it asked for nothing. */
  private static Duration pause(Reply reply) {
    return Duration.ofSeconds(Math.max(0, reply.retryAfterSeconds()));
  }
}
