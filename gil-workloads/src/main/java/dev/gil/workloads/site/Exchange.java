package dev.gil.workloads.site;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One connection of the site: a request, a pause, an answer, and so on. For one thread. */
final class Exchange {
  private static final int MOST_REQUEST = 8_192;
  private static final ByteBuffer FILLER = ByteBuffer.allocateDirect(1 << 16).asReadOnlyBuffer();

  private final SocketChannel channel;
  private final SelectionKey key;
  private byte[] request = new byte[512];
  private int length;
  private @Nullable Answer answer; // between a request and the end of its answer
  private ByteBuffer @Nullable [] unsent;
  private long filler;
  private boolean last;

  /** When the answer is to be sent, by the clock of the server. */
  long dueNanos;

  Exchange(SocketChannel channel, SelectionKey key) {
    this.channel = channel;
    this.key = key;
  }

  /**
   * Takes in what came.
   *
   * @param shared read into; whatever it holds is lost
   * @return how long to pause before {@link #answer}, in milliseconds; -1 if there is nothing to
   *     answer yet
   */
  long read(ByteBuffer shared, Content content) throws IOException {
    shared.clear();
    int count = channel.read(shared);
    if (count < 0) {
      close();
      return -1;
    }
    shared.flip();
    if (length + count > MOST_REQUEST) {
      throw new IOException("a request of more than " + MOST_REQUEST + " bytes");
    }
    if (length + count > request.length) {
      request = Arrays.copyOf(request, MOST_REQUEST);
    }
    shared.get(request, length, count);
    length += count;
    return next(content);
  }

  /** Looks whether a whole request is there. */
  private long next(Content content) throws IOException {
    if (answer != null) {
      return -1;
    }
    int end = endOfHead();
    if (end < 0) {
      return -1;
    }
    String head = new String(request, 0, end, StandardCharsets.ISO_8859_1);
    System.arraycopy(request, end, request, 0, length - end);
    length -= end;
    int path = head.indexOf(' ') + 1;
    int pathEnd = head.indexOf(' ', path);
    if (path == 0 || pathEnd < 0) {
      throw new IOException("no request line: " + head.lines().findFirst().orElse(""));
    }
    last = head.contains("onnection: close") || head.startsWith(" HTTP/1.0", pathEnd);
    String target = head.substring(path, pathEnd);
    int query = target.indexOf("?ms=");
    answer = content.at(query < 0 ? target : target.substring(0, query));
    return query < 0 ? 0 : Math.max(0, Long.parseLong(target.substring(query + 4)));
  }

  private int endOfHead() {
    for (int i = 3; i < length; i++) {
      if (request[i] == '\n' && request[i - 1] == '\r' && request[i - 2] == '\n') {
        return i + 1;
      }
    }
    return -1;
  }

  /**
   * Sends the answer, or as much of it as the client takes.
   *
   * @return as {@link #read}: of a request that was waiting for this one to end
   */
  long answer(Content content) throws IOException {
    Answer whole = answer;
    if (whole == null || !channel.isOpen()) {
      return -1;
    }
    if (unsent == null) {
      unsent = whole.start();
      filler = whole.filler();
    }
    channel.write(unsent);
    while (!unsent[0].hasRemaining() && !unsent[1].hasRemaining() && filler > 0) {
      ByteBuffer zeros = FILLER.duplicate();
      zeros.limit((int) Math.min(filler, zeros.capacity()));
      int sent = channel.write(zeros);
      filler -= sent;
      if (sent == 0) {
        break;
      }
    }
    if (unsent[0].hasRemaining() || unsent[1].hasRemaining() || filler > 0) {
      key.interestOps(SelectionKey.OP_WRITE);
      return -1;
    }
    return end(whole, content);
  }

  private long end(Answer whole, Content content) throws IOException {
    unsent = null;
    switch (whole.ending()) {
      case HANG -> {
        return -1;
      }
      case RESET -> {
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        close();
        return -1;
      }
      default -> {
        if (last || whole.ending() == Answer.Ending.CLOSE) {
          close();
          return -1;
        }
      }
    }
    answer = null;
    if (key.interestOps() != SelectionKey.OP_READ) {
      key.interestOps(SelectionKey.OP_READ);
    }
    return length > 0 ? next(content) : -1;
  }

  void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // Then it is closed all the same.
    }
  }
}
