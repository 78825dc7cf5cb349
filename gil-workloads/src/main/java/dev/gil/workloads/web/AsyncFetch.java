package dev.gil.workloads.web;

import dev.gil.spi.Continuations;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Fetches without blocking, by the JDK's {@link HttpClient}: the form for an event loop. What goes
 * on from an answer is a {@linkplain Continuations piece} of the task that asked, and so on the
 * loop. Thread-safe.
 */
public final class AsyncFetch {
  /** Made with the first request, for as long as the JVM runs: it owns threads. */
  private static final class Client {
    static final HttpClient CLIENT =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Limits.DEFAULTS.connect())
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();

    private Client() {}
  }

  private AsyncFetch() {}

  /**
   * Asks, for the task that runs on this thread. The request ends with that.
   *
   * @return the whole answer, whatever its status; or a failure, of which {@link #trouble} says
   *     what it is. Completed by a piece of the task
   * @throws IllegalStateException if no task runs here
   */
  public static CompletableFuture<Reply> get(URI uri, Limits limits) {
    Continuations pieces = Continuations.here(); // before the request goes out
    return pieces.deliver(ask(uri, limits));
  }

  /**
   * What a failure of {@link #get} says of the server.
   *
   * @throws CancellationException if it says nothing of the server: the task was over first
   * @throws RejectedExecutionException in that case too
   */
  static Trouble trouble(URI uri, Throwable thrown) {
    if (thrown instanceof CancellationException over) {
      throw over;
    }
    if (thrown instanceof RejectedExecutionException over) {
      throw over;
    }
    return FetchException.of(uri, thrown).trouble();
  }

  /** Completed by a thread of the client's. */
  private static CompletableFuture<Reply> ask(URI uri, Limits limits) {
    HttpRequest request = HttpRequest.newBuilder(uri).timeout(limits.answer()).build();
    CompletableFuture<HttpResponse<byte[]>> asked =
        Client.CLIENT.sendAsync(request, info -> body(info, uri, limits));
    CompletableFuture<Reply> reply = new CompletableFuture<>();
    var _ =
        asked.whenComplete(
            (response, thrown) -> {
              if (thrown != null) {
                reply.completeExceptionally(FetchException.of(uri, thrown));
              } else {
                int seconds =
                    response.headers().firstValue("Retry-After").map(Reply::seconds).orElse(-1);
                reply.complete(new Reply(response.statusCode(), seconds, response.body()));
              }
            });
    // The client's own limit ends with the head of the answer.
    var _ = reply.orTimeout(limits.answer().toMillis(), TimeUnit.MILLISECONDS);
    var _ =
        reply.whenComplete(
            (_, thrown) -> {
              if (thrown != null) {
                asked.cancel(true);
              }
            });
    return reply;
  }

  private static BodySubscriber<byte[]> body(ResponseInfo info, URI uri, Limits limits) {
    long promised = info.headers().firstValueAsLong("Content-Length").orElse(-1);
    if (promised > limits.bytes()) {
      throw new UncheckedIOException(
          new FetchException(
              Trouble.TOO_LARGE, uri + " has " + promised + " bytes, more than " + limits.bytes()));
    }
    return BodySubscribers.limiting(BodySubscribers.ofByteArray(), limits.bytes());
  }
}
