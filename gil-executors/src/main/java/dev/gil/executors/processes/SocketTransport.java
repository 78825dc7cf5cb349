package dev.gil.executors.processes;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;

/** A socket, and the selector that waits for it. */
final class SocketTransport implements Transport {
  private final SocketChannel channel;
  private final Selector selector;
  private final SelectionKey key;

  /** Takes the channel over. */
  SocketTransport(SocketChannel channel) throws IOException {
    this.channel = channel;
    channel.configureBlocking(false);
    this.selector = Selector.open();
    this.key = channel.register(selector, SelectionKey.OP_READ);
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    return channel.read(into);
  }

  @Override
  public int write(ByteBuffer from) throws IOException {
    return channel.write(from);
  }

  @Override
  public void awaitBytes(boolean awaited) {
    await(SelectionKey.OP_READ, awaited);
  }

  @Override
  public void awaitRoom(boolean awaited) {
    await(SelectionKey.OP_WRITE, awaited);
  }

  private void await(int operation, boolean awaited) {
    if (awaited) {
      key.interestOpsOr(operation);
    } else {
      key.interestOpsAnd(~operation);
    }
  }

  @Override
  public void await(long limitNanos) throws IOException {
    if (limitNanos == Long.MAX_VALUE) {
      selector.select();
    } else {
      selector.select(Math.max(1, TimeUnit.NANOSECONDS.toMillis(limitNanos)));
    }
    selector.selectedKeys().clear();
  }

  @Override
  public void wakeup() {
    selector.wakeup();
  }

  @Override
  public void close() throws IOException {
    try (selector;
        channel) {
      key.cancel();
    }
  }
}
