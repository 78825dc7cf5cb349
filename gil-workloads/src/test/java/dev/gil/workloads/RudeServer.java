package dev.gil.workloads;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.CountDownLatch;

/**
 * A server on the loopback interface for one connection, with one bad habit. What it does happens
 * on a thread of its own.
 */
final class RudeServer implements AutoCloseable {
  /** The path at a server that says nothing, until it is told to. */
  static final String SILENT = "/silent";

  private interface Habit {
    void with(RudeServer server, Socket socket) throws IOException, InterruptedException;
  }

  private final ServerSocket socket;
  private final String path;
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch told = new CountDownLatch(1);
  private final CountDownLatch hungUp = new CountDownLatch(1);
  private volatile String text = "";

  private RudeServer(String path, Habit habit) throws IOException {
    this.path = path;
    this.socket = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
    Thread.ofPlatform().daemon().name("rude-server").start(() -> serve(habit));
  }

  /** Says nothing until {@link #say}. */
  static RudeServer silent() throws IOException {
    return new RudeServer(
        SILENT,
        (server, client) -> {
          server.told.await();
          write(client, server.text);
        });
  }

  /** Resets the connection. */
  static RudeServer resetting() throws IOException {
    return new RudeServer("/", (_, client) -> client.setSoLinger(true, 0));
  }

  /** Says this much and hangs up. */
  static RudeServer saying(String all) throws IOException {
    return new RudeServer("/", (_, client) -> write(client, all));
  }

  /** Goes on for as long as the client takes it. */
  static RudeServer endless(String head) throws IOException {
    return new RudeServer(
        "/",
        (server, client) -> {
          write(client, head);
          byte[] block = new byte[1 << 16];
          try {
            while (true) {
              client.getOutputStream().write(block);
            }
          } catch (IOException e) {
            server.hungUp.countDown();
          }
        });
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + socket.getLocalPort() + path);
  }

  void awaitRequest() throws InterruptedException {
    asked.await();
  }

  void awaitHangUp() throws InterruptedException {
    hungUp.await();
  }

  void say(String all) {
    text = all;
    told.countDown();
  }

  private void serve(Habit habit) {
    try (Socket client = socket.accept()) {
      byte[] request = new byte[4_096];
      if (client.getInputStream().read(request) > 0) {
        asked.countDown();
        habit.with(this, client);
      }
    } catch (IOException | InterruptedException e) {
      // Closed: nobody asks any more.
    }
  }

  private static void write(Socket client, String text) throws IOException {
    OutputStream out = client.getOutputStream();
    out.write(text.getBytes(US_ASCII));
    out.flush();
  }

  @Override
  public void close() throws IOException {
    told.countDown();
    socket.close();
  }
}
