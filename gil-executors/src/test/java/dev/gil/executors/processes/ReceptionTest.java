package dev.gil.executors.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Only the worker that was started is let in. */
@Timeout(60)
class ReceptionTest {
  private static final Duration LIMIT = Duration.ofSeconds(50);

  private final byte[] nonce = new byte[32];
  private final CompletableFuture<Void> process = new CompletableFuture<>();
  private Path directory = Path.of("");
  private Path socket = Path.of("");

  @BeforeEach
  void open() throws Exception {
    new java.util.Random(7).nextBytes(nonce);
    directory = PrivateDirectory.create();
    socket = directory.resolve("s");
  }

  @AfterEach
  void delete() {
    PrivateDirectory.delete(directory);
  }

  private SocketChannel call(byte[] bytes) throws IOException {
    SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
    channel.write(ByteBuffer.wrap(bytes));
    return channel;
  }

  private static byte[] hello(Hello hello) {
    byte[] payload = hello.encode();
    Frame frame = new Frame(FrameType.HELLO, 0, payload);
    ByteBuffer bytes = ByteBuffer.allocate(Frame.HEADER + payload.length);
    frame.putHeader(bytes);
    return bytes.put(payload).array();
  }

  @Test
  void whoDoesNotKnowTheNonceIsSentAwayAndTheWorkerIsStillLetIn() throws Exception {
    try (Reception reception = new Reception(socket);
        SocketChannel noise = call("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        SocketChannel stranger = call(hello(Hello.here(new byte[32])));
        SocketChannel _ = call(hello(Hello.here(nonce)));
        Link link = reception.await(nonce, process, LIMIT)) {
      assertThat(noise.read(ByteBuffer.allocate(1))).isEqualTo(-1);
      assertThat(stranger.read(ByteBuffer.allocate(1))).isEqualTo(-1);
      assertThat(link.isCongested()).isFalse();
    }
    assertThat(socket).doesNotExist();
  }

  @Test
  void aWorkerOfAnotherBuildIsRefusedWithBothNames() throws Exception {
    Hello here = Hello.here(nonce);
    try (Reception reception = new Reception(socket);
        SocketChannel _ = call(hello(new Hello(nonce, "other", here.java(), true)))) {
      assertThatThrownBy(() -> reception.await(nonce, process, LIMIT))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("other")
          .hasMessageContaining(here.build());
    }
  }

  @Test
  void aWorkerOnAnotherJdkIsRefused() throws Exception {
    try (Reception reception = new Reception(socket);
        SocketChannel _ =
            call(hello(new Hello(nonce, Hello.here(nonce).build(), "24.0.1", true)))) {
      assertThatThrownBy(() -> reception.await(nonce, process, LIMIT))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("24.0.1");
    }
  }

  @Test
  void theEndOfTheProcessEndsTheWait() throws Exception {
    try (Reception reception = new Reception(socket)) {
      FutureTask<Link> waiting =
          new FutureTask<>(() -> reception.await(nonce, process, Duration.ofDays(1)));
      Thread.ofPlatform().daemon().start(waiting);
      process.complete(null);
      assertThatThrownBy(() -> waiting.get(60, TimeUnit.SECONDS))
          .hasMessageContaining("ended before it called back");
    }
  }
}
