package dev.gil.bench.convoy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/**
 * A process that echoes what it is sent, on a port of the loopback that it tells on its first line.
 * Ends when its input does, which is when its parent does at the latest.
 */
final class EchoPeer {
  /** What travels each way. */
  static final int MESSAGE_BYTES = 64;

  private EchoPeer() {}

  public static void main(String[] args) throws IOException {
    try (var server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 256);
      Thread.ofPlatform().name("acceptor").daemon().start(() -> accept(server));
      System.out.println(((InetSocketAddress) server.getLocalAddress()).getPort());
      while (System.in.read() >= 0) {
        // Nothing that is said here matters, only the end.
      }
    }
  }

  private static void accept(ServerSocketChannel server) {
    try {
      while (true) {
        SocketChannel client = server.accept();
        client.setOption(StandardSocketOptions.TCP_NODELAY, true);
        Thread.ofPlatform().name("echo").daemon().start(() -> echo(client));
      }
    } catch (IOException e) {
      // Closed: the process ends.
    }
  }

  private static void echo(SocketChannel client) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(MESSAGE_BYTES);
    try (client) {
      while (client.read(buffer.clear()) >= 0) {
        buffer.flip();
        while (buffer.hasRemaining()) {
          client.write(buffer);
        }
      }
    } catch (IOException e) {
      // The client is gone.
    }
  }
}
