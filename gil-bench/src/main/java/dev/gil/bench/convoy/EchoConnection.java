package dev.gil.bench.convoy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** A connection to an {@link EchoPeer}. */
final class EchoConnection implements AutoCloseable {
  private final SocketChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(EchoPeer.MESSAGE_BYTES);

  EchoConnection(int port) throws IOException {
    channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
  }

  void send() throws IOException {
    buffer.clear();
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  void receive() throws IOException {
    buffer.clear();
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        throw new IOException("the echo peer hung up");
      }
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
