package dev.gil.workloads;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gil.io.Detaching;
import dev.gil.io.DetachingFiles;
import dev.gil.spi.GilExecutor;
import dev.gil.spi.Strategies;
import dev.gil.spi.StrategySettings;
import dev.gil.spi.TaskFuture;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The adapters of {@code dev.gil.io} where their users have them: in tasks of the strategies that
 * wait. While one task is in a call another one runs, and a server that does wrong is an exception
 * of that task alone.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AdaptersTest {
  private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Length: ";

  /** What a task does with a client. */
  private interface Call {
    Object with(HttpClient client, HttpRequest request) throws Exception;
  }

  /** A pipe that is open but empty: the read keeps a virtual thread on its carrier. */
  @ParameterizedTest
  @ValueSource(strings = {"threads", "virtual", "virtual-explicit"})
  void othersRunWhileAFileIsRead(String strategy, @TempDir Path directory) throws Exception {
    Path pipe = directory.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    CountDownLatch open = new CountDownLatch(1);
    try (GilExecutor pool = Strategies.open(strategy, StrategySettings.DEFAULTS)) {
      TaskFuture<Integer> read =
          pool.submit(
              gil -> {
                try (InputStream in = DetachingFiles.newInputStream(pipe)) {
                  open.countDown();
                  int first = in.read();
                  assertThat(gil.lock().orElseThrow().isHeld()).isTrue();
                  return first;
                }
              });
      try (var out = Files.newOutputStream(pipe)) { // returns when the reader has opened it too
        open.await();
        assertThat(pool.submit(gil -> gil.lock().orElseThrow().isHeld()).get()).isTrue();
        assertThat(read.isDone()).isFalse();
        out.write(7);
      }
      assertThat(read.get()).isEqualTo(7);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"threads", "virtual", "virtual-explicit"})
  void othersRunWhileAnAnswerIsAwaited(String strategy) throws Exception {
    try (RudeServer server = RudeServer.silent();
        GilExecutor pool = Strategies.open(strategy, StrategySettings.DEFAULTS)) {
      TaskFuture<String> answer =
          pool.submit(gil -> (String) send(server.uri(), AdaptersTest::text));
      server.awaitRequest();
      assertThat(pool.submit(gil -> gil.lock().orElseThrow().isHeld()).get()).isTrue();
      assertThat(answer.isDone()).isFalse();
      server.say(HEAD + "4\r\n\r\npage");
      assertThat(answer.get()).isEqualTo("page");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"threads", "virtual", "virtual-explicit"})
  void aServerThatRefusesIsAnException(String strategy) throws Exception {
    URI nobody;
    try (RudeServer server = RudeServer.silent()) {
      nobody = server.uri();
    }
    assertThat(failure(strategy, nobody)).isInstanceOf(java.net.ConnectException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"threads", "virtual", "virtual-explicit"})
  void aNameThatNobodyHasIsAnException(String strategy) {
    assertThat(failure(strategy, URI.create("http://nobody.invalid/")))
        .isInstanceOf(java.net.ConnectException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"threads", "virtual", "virtual-explicit"})
  void aConnectionThatIsResetIsAnException(String strategy) throws Exception {
    try (RudeServer server = RudeServer.resetting()) {
      assertThat(failure(strategy, server.uri())).isInstanceOf(IOException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"threads", "virtual", "virtual-explicit"})
  void halfABodyIsAnException(String strategy) throws Exception {
    try (RudeServer server = RudeServer.saying(HEAD + "100\r\n\r\nhalf")) {
      assertThat(failure(strategy, server.uri())).isInstanceOf(IOException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"threads", "virtual", "virtual-explicit"})
  void aServerThatSaysNothingEndsByTheTimeout(String strategy) throws Exception {
    try (RudeServer server = RudeServer.silent()) {
      assertThat(failure(strategy, server.uri())).isInstanceOf(HttpTimeoutException.class);
    }
  }

  /** A gigabyte: read as a stream, as far as wanted, it takes no more memory than one buffer. */
  @ParameterizedTest
  @ValueSource(strings = {"threads", "virtual", "virtual-explicit"})
  void aBodyThatIsTooLargeIsReadAsFarAsWanted(String strategy) throws Exception {
    try (RudeServer server = RudeServer.endless(HEAD + (1 << 30) + "\r\n\r\n");
        GilExecutor pool = Strategies.open(strategy, StrategySettings.DEFAULTS)) {
      assertThat(pool.submit(_ -> send(server.uri(), AdaptersTest::aMebibyte)).get())
          .isEqualTo(1 << 20);
      server.awaitHangUp();
    }
  }

  private static Throwable failure(String strategy, URI uri) {
    try (GilExecutor pool = Strategies.open(strategy, StrategySettings.DEFAULTS)) {
      ExecutionException failed =
          catchThrowableOfType(
              ExecutionException.class,
              () -> pool.submit(_ -> send(uri, AdaptersTest::text)).get());
      assertThat(pool.lock().orElseThrow().isHeld()).isFalse();
      return failed.getCause();
    }
  }

  private static Object send(URI uri, Call call) throws Exception {
    try (HttpClient client = Detaching.httpClient(HttpClient.newHttpClient())) {
      Duration limit = Duration.ofMillis(uri.getPath().equals(RudeServer.SILENT) ? 2_000 : 30_000);
      try {
        return call.with(client, HttpRequest.newBuilder(uri).timeout(limit).build());
      } finally {
        client.shutdownNow(); // close() would wait for the rest of an endless body
      }
    }
  }

  private static Object text(HttpClient client, HttpRequest request) throws Exception {
    return client.send(request, BodyHandlers.ofString(US_ASCII)).body();
  }

  private static Object aMebibyte(HttpClient client, HttpRequest request) throws Exception {
    try (InputStream body = client.send(request, BodyHandlers.ofInputStream()).body()) {
      return body.readNBytes(1 << 20).length;
    }
  }
}
