package dev.gil.io;

import static dev.gil.io.BlockingCall.row;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.io.BlockingCall.Blocked;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;

/** A client and a server on loopback that answers when it is told to. */
final class HttpCalls {
  private HttpCalls() {}

  static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n";

  static Stream<Named<BlockingCall>> rows() {
    return Stream.of(
        row("HttpClient.send", HttpCalls::send),
        row("HttpClient body as a stream, read", HttpCalls::body),
        row("HttpClient.awaitTermination", HttpCalls::awaitTermination),
        row("HttpClient.close", HttpCalls::close));
  }

  /** The next connection gets {@code first} at once, {@code rest} when the gate opens. */
  static HttpRequest request(Scene scene, String first, CountDownLatch gate, String rest)
      throws IOException {
    ServerSocket server = scene.closing(new ServerSocket(0, 8, InetAddress.getLoopbackAddress()));
    var _ =
        Scene.aside(
            () -> {
              try (Socket socket = server.accept();
                  OutputStream out = socket.getOutputStream()) {
                var in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
                while (!in.readLine().isEmpty()) {
                  // the head of the request
                }
                out.write(first.getBytes(US_ASCII));
                out.flush();
                gate.await();
                out.write(rest.getBytes(US_ASCII));
              }
              return true;
            });
    return HttpRequest.newBuilder(URI.create("http://localhost:" + server.getLocalPort() + "/page"))
        .version(HttpClient.Version.HTTP_1_1)
        .build();
  }

  static HttpClient client(Scene scene) {
    HttpClient bare = HttpClient.newHttpClient();
    scene.closing(bare::shutdownNow);
    return Detaching.httpClient(bare);
  }

  private static Blocked send(Scene scene) throws Exception {
    CountDownLatch gate = new CountDownLatch(1);
    HttpRequest request = request(scene, "", gate, HEAD + "page");
    HttpClient client = client(scene);
    return new Blocked(
        () ->
            assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).body())
                .isEqualTo("page"),
        gate::countDown);
  }

  private static Blocked body(Scene scene) throws Exception {
    CountDownLatch gate = new CountDownLatch(1);
    HttpRequest request = request(scene, HEAD + "pa", gate, "ge");
    InputStream body =
        client(scene).send(request, HttpResponse.BodyHandlers.ofInputStream()).body();
    return new Blocked(
        () -> assertThat(new String(body.readAllBytes(), US_ASCII)).isEqualTo("page"),
        gate::countDown);
  }

  private static Blocked awaitTermination(Scene scene) throws Exception {
    CountDownLatch gate = new CountDownLatch(1);
    HttpRequest request = request(scene, "", gate, HEAD + "page");
    HttpClient client = client(scene);
    var _ = client.sendAsync(request, HttpResponse.BodyHandlers.ofString());
    client.shutdown();
    return new Blocked(
        () -> assertThat(client.awaitTermination(Duration.ofSeconds(Scene.BOUND_SECONDS))).isTrue(),
        gate::countDown);
  }

  private static Blocked close(Scene scene) throws Exception {
    CountDownLatch gate = new CountDownLatch(1);
    HttpRequest request = request(scene, "", gate, HEAD + "page");
    HttpClient client = client(scene);
    var _ = client.sendAsync(request, HttpResponse.BodyHandlers.ofString());
    return new Blocked(client::close, gate::countDown);
  }
}
