package dev.gil.executors.io;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/** A server on loopback that answers every request as it is told to, however badly that is. */
final class HostileServer implements AutoCloseable {
  /** What is done with the connection once the request is there. */
  interface Manners {
    void answer(Socket connection, HostileServer server) throws Exception;
  }

  private static final int CHUNK_BYTES = 1 << 16;

  private final ServerSocket listener = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch gate = new CountDownLatch(1);
  private final CompletableFuture<Long> bodyBytes = new CompletableFuture<>();

  HostileServer(Manners manners) throws IOException {
    Thread.ofPlatform().daemon().name("hostile-server").start(() -> serve(manners));
  }

  /** One after the other: a client asks again where a connection ended before the answer began. */
  private void serve(Manners manners) {
    while (!listener.isClosed()) {
      try (Socket connection = listener.accept()) {
        var in = new BufferedReader(new InputStreamReader(connection.getInputStream(), US_ASCII));
        while (!in.readLine().isEmpty()) {
          // the head of the request
        }
        asked.countDown();
        manners.answer(connection, this);
      } catch (Exception e) {
        // This client, or the server itself, is gone.
      }
    }
  }

  static void reset(Socket connection, HostileServer server) throws IOException {
    connection.setSoLinger(true, 0);
  }

  static void halfABody(Socket connection, HostileServer server) throws IOException {
    say(connection, "HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\nhalf");
  }

  static void noHttp(Socket connection, HostileServer server) throws IOException {
    say(connection, "220 mail.invalid ESMTP\r\n\r\n");
  }

  /** Says nothing until it is told to let go, then answers. */
  static void hang(Socket connection, HostileServer server) throws Exception {
    server.gate.await();
    say(connection, "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nlate");
  }

  static void gigabyte(Socket connection, HostileServer server) throws IOException {
    say(connection, "HTTP/1.1 200 OK\r\nContent-Length: " + (1L << 30) + "\r\n\r\n");
    server.send(connection, 1L << 30);
  }

  static void endless(Socket connection, HostileServer server) throws IOException {
    say(connection, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
    server.send(connection, Long.MAX_VALUE);
  }

  private static void say(Socket connection, String text) throws IOException {
    connection.getOutputStream().write(text.getBytes(US_ASCII));
  }

  private void send(Socket connection, long bytes) throws IOException {
    OutputStream out = connection.getOutputStream();
    byte[] chunk = new byte[CHUNK_BYTES];
    long sent = 0;
    try {
      while (sent < bytes) {
        out.write(chunk);
        sent += chunk.length;
      }
    } catch (IOException e) {
      // The client has had enough.
    }
    bodyBytes.complete(sent);
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort() + "/");
  }

  /** Waits until a request is there. */
  void awaitRequest() throws InterruptedException {
    asked.await();
  }

  void letGo() {
    gate.countDown();
  }

  /** How many bytes of its body the client's side took in, until it closed the connection. */
  CompletableFuture<Long> bodyBytes() {
    return bodyBytes;
  }

  /** A port that is taken, at which nobody listens. */
  static Socket deaf() throws IOException {
    Socket socket = new Socket();
    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    return socket;
  }

  @Override
  public void close() throws IOException {
    letGo();
    listener.close();
  }
}
