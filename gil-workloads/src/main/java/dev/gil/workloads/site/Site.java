package dev.gil.workloads.site;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP/1.1 server on the loopback interface that takes its time over every answer: one thread,
 * one selector, a queue of answers by the time they are due. A path's {@code ?ms=50} is that time.
 */
final class Site {
  private static final int BACKLOG = 4_096;

  private final Selector selector = Selector.open();
  private final ServerSocketChannel listener = ServerSocketChannel.open();
  private final PriorityQueue<Exchange> due =
      new PriorityQueue<>(Comparator.comparingLong((Exchange exchange) -> exchange.dueNanos));
  private final ByteBuffer shared = ByteBuffer.allocateDirect(8_192);
  private final Content content;

  Site(long seed) throws IOException {
    content = new Content(seed);
    listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
    listener.configureBlocking(false);
    listener.register(selector, SelectionKey.OP_ACCEPT);
  }

  int port() throws IOException {
    return ((InetSocketAddress) listener.getLocalAddress()).getPort();
  }

  /** Serves until the process ends. */
  void serve() throws IOException {
    while (true) {
      selector.select(this::handle, pauseMillis());
      answerDue();
    }
  }

  /** Until the next answer is due, rounded up: 0 means for ever. */
  private long pauseMillis() {
    @Nullable Exchange next = due.peek();
    if (next == null) {
      return 0;
    }
    return Math.max(1, (next.dueNanos - System.nanoTime() + 999_999) / 1_000_000);
  }

  private void answerDue() {
    long now = System.nanoTime();
    for (Exchange next = due.peek(); next != null && next.dueNanos <= now; next = due.peek()) {
      due.remove();
      answer(next);
    }
  }

  private void handle(SelectionKey key) {
    if (!(key.attachment() instanceof Exchange exchange)) {
      accept();
    } else if (key.isValid() && key.isWritable()) {
      answer(exchange);
    } else {
      try {
        schedule(exchange, exchange.read(shared, content));
      } catch (IOException | RuntimeException e) {
        exchange.close();
      }
    }
  }

  private void answer(Exchange exchange) {
    try {
      schedule(exchange, exchange.answer(content));
    } catch (IOException | RuntimeException e) {
      exchange.close();
    }
  }

  private void schedule(Exchange exchange, long pauseMillis) {
    if (pauseMillis >= 0) {
      exchange.dueNanos = System.nanoTime() + pauseMillis * 1_000_000;
      due.add(exchange);
    }
  }

  /** All that wait; a client that is gone already, or one file too many, stops nobody. */
  private void accept() {
    try {
      for (@Nullable SocketChannel channel = listener.accept();
          channel != null;
          channel = listener.accept()) {
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
        key.attach(new Exchange(channel, key));
      }
    } catch (IOException e) {
      // The next one may fare better.
    }
  }
}
