package dev.gil.executors.processes;

import java.io.Closeable;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Where one worker is expected: a socket of its own, open until it has called back. Whoever else
 * gets at the socket and does not know the nonce is sent away.
 */
final class Reception implements Closeable {
  private static final long STRANGER_NANOS = 1_000_000_000;

  private final Path socket;
  private final ServerSocketChannel server;
  private final Selector selector;
  private @Nullable Hello heard;

  Reception(Path socket) throws IOException {
    this.socket = socket;
    this.selector = Selector.open();
    this.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    server.configureBlocking(false);
    server.register(selector, SelectionKey.OP_ACCEPT);
  }

  /**
   * Waits for the worker with the nonce.
   *
   * @param ended completes when the worker's process is gone
   * @throws IOException if it ended, is late, or is not what this JVM can work with
   */
  Link await(byte[] nonce, CompletableFuture<?> ended, Duration limit) throws IOException {
    var _ = ended.thenRun(selector::wakeup);
    long start = System.nanoTime();
    while (!ended.isDone()) {
      long left = limit.toNanos() - (System.nanoTime() - start);
      if (left <= 0) {
        throw new IOException("it did not call back within " + limit.toSeconds() + " s");
      }
      selector.select(left / 1_000_000 + 1);
      selector.selectedKeys().clear();
      @Nullable SocketChannel caller = server.accept();
      @Nullable Link link = caller == null ? null : identify(caller, nonce, ended);
      if (link != null) {
        return link;
      }
    }
    throw new IOException("it ended before it called back");
  }

  /** What the worker said. After {@link #await}. */
  Hello hello() {
    return Objects.requireNonNull(heard);
  }

  /** The link to the worker; null if the caller is somebody else. */
  private @Nullable Link identify(SocketChannel caller, byte[] nonce, CompletableFuture<?> ended)
      throws IOException {
    Link link = new Link(caller, Hello.MAX_BYTES);
    boolean known = false;
    try {
      var _ = ended.thenRun(link::finish);
      @Nullable Frame frame = link.receive(STRANGER_NANOS);
      if (frame == null || frame.type() != FrameType.HELLO) {
        return null;
      }
      Hello hello = Hello.decode(frame.payload());
      if (!MessageDigest.isEqual(hello.nonce(), nonce)) {
        return null;
      }
      @Nullable String mismatch = hello.mismatch(Hello.here(nonce));
      if (mismatch != null) {
        throw new IOException(mismatch);
      }
      known = true;
      heard = hello;
      link.most(Frame.MAX_PAYLOAD);
      return link;
    } catch (MalformedFrameException e) {
      return null;
    } finally {
      if (!known) {
        link.close();
      }
    }
  }

  /** Nobody else is expected. */
  @Override
  public void close() throws IOException {
    try (server;
        selector) {
      Files.deleteIfExists(socket);
    }
  }
}
