package dev.gil.executors.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.io.Detaching;
import dev.gil.spi.GilExecutor;
import dev.gil.spi.Strategies;
import dev.gil.spi.StrategySettings;
import dev.gil.spi.TaskFuture;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** What servers do to a task: it gets the cause, holds the lock then, and others run meanwhile. */
@ParameterizedClass
@ValueSource(strings = {"threads", "virtual", "virtual-explicit"})
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileServerTest {
  private static final long BOUND_SECONDS = 30;
  private static final int MOST_BYTES = 1 << 20;

  /** What sockets and the client may hold beyond that, by far. */
  private static final long SLACK_BYTES = 64L << 20;

  private final HttpClient client =
      Detaching.httpClient(
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .proxy(HttpClient.Builder.NO_PROXY)
              .build());
  private final GilExecutor pool;

  HostileServerTest(String strategy) {
    pool = Strategies.open(strategy, StrategySettings.DEFAULTS.workers(2));
  }

  @AfterEach
  void close() {
    pool.close();
    client.shutdownNow();
  }

  @Test
  void aRefusedConnectionSaysSo() throws Exception {
    try (Socket deaf = HostileServer.deaf()) {
      URI uri = URI.create("http://127.0.0.1:" + deaf.getLocalPort() + "/");
      assertThat(failure(uri, BodyHandlers.ofString())).isInstanceOf(ConnectException.class);
    }
  }

  /** A label of a name has 63 letters at most, so that nobody out there is asked for this one. */
  @Test
  void aNameThatIsUnknownIsTheCause() throws Exception {
    URI uri = URI.create("http://" + "a".repeat(64) + ".invalid/");
    assertThat(failure(uri, BodyHandlers.ofString()))
        .isInstanceOf(ConnectException.class)
        .hasRootCauseInstanceOf(UnresolvedAddressException.class);
  }

  @Test
  void whatIsNoAnswerIsAFailure() throws Exception {
    List<HostileServer.Manners> manners =
        List.of(HostileServer::reset, HostileServer::halfABody, HostileServer::noHttp);
    for (HostileServer.Manners one : manners) {
      try (HostileServer server = new HostileServer(one)) {
        assertThat(failure(server.uri(), BodyHandlers.ofString()))
            .isNotNull()
            .isNotInstanceOf(HttpTimeoutException.class);
      }
    }
  }

  @Test
  void othersRunWhileAServerHangs() throws Exception {
    try (HostileServer server = new HostileServer(HostileServer::hang)) {
      HttpRequest request = HttpRequest.newBuilder(server.uri()).build();
      TaskFuture<String> late =
          pool.submit(gil -> client.send(request, BodyHandlers.ofString()).body());
      server.awaitRequest();
      TaskFuture<Boolean> other = pool.submit(gil -> gil.lock().orElseThrow().isHeld());
      assertThat(ended(other).booleanValue()).isTrue();
      assertThat(late.isDone()).as("the request is over").isFalse();
      server.letGo();
      assertThat(ended(late)).isEqualTo("late");
    }
  }

  @Test
  void aServerThatHangsIsLeftAfterTheTimeOfTheRequest() throws Exception {
    try (HostileServer server = new HostileServer(HostileServer::hang)) {
      HttpRequest request =
          HttpRequest.newBuilder(server.uri()).timeout(Duration.ofMillis(50)).build();
      assertThat(failure(request, BodyHandlers.ofString()))
          .isInstanceOf(HttpTimeoutException.class);
    }
  }

  /** The server tells how much was taken in: that is what the client can have kept at most. */
  @Test
  void aBodyWithoutAnEndIsLeftAtTheLimit() throws Exception {
    List<HostileServer.Manners> manners = List.of(HostileServer::gigabyte, HostileServer::endless);
    for (HostileServer.Manners one : manners) {
      try (HostileServer server = new HostileServer(one)) {
        assertThat(
                failure(
                    server.uri(), BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_BYTES)))
            .hasMessageContaining(Integer.toString(MOST_BYTES));
        assertThat(server.bodyBytes().get(BOUND_SECONDS, TimeUnit.SECONDS))
            .isBetween((long) MOST_BYTES, MOST_BYTES + SLACK_BYTES);
      }
    }
  }

  @Test
  void aBodyThatIsReadAsAStreamIsTakenInAsItIsRead() throws Exception {
    try (HostileServer server = new HostileServer(HostileServer::endless)) {
      HttpRequest request = HttpRequest.newBuilder(server.uri()).build();
      TaskFuture<Integer> reader =
          pool.submit(
              gil -> {
                try (InputStream body = client.send(request, BodyHandlers.ofInputStream()).body()) {
                  return body.readNBytes(MOST_BYTES).length;
                }
              });
      assertThat(ended(reader)).isEqualTo(MOST_BYTES);
      assertThat(server.bodyBytes().get(BOUND_SECONDS, TimeUnit.SECONDS))
          .isBetween((long) MOST_BYTES, MOST_BYTES + SLACK_BYTES);
    }
  }

  private Throwable failure(URI uri, BodyHandler<?> handler) throws Exception {
    return failure(HttpRequest.newBuilder(uri).build(), handler);
  }

  /** What a task gets for the request. It holds the lock when it does. */
  private Throwable failure(HttpRequest request, BodyHandler<?> handler) throws Exception {
    return ended(
        pool.submit(
            gil -> {
              try {
                throw new AssertionError("answered: " + client.send(request, handler));
              } catch (IOException e) {
                assertThat(gil.lock().orElseThrow().isHeld()).isTrue();
                return e;
              }
            }));
  }

  private static <T> T ended(TaskFuture<T> future) throws Exception {
    return future.get(BOUND_SECONDS, TimeUnit.SECONDS);
  }
}
