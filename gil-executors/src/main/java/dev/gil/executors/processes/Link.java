package dev.gil.executors.processes;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Frames over one connection: any thread sends, one thread receives.
 *
 * <p>The channel is non-blocking, for three reasons. A send returns at once: what the kernel does
 * not take is written by the receiving thread when there is room. A send does not care for
 * interrupts: a thread that is interrupted in a blocking write of a {@link SocketChannel} closes it
 * for everybody, and both submitters and tasks may be interrupted at any time. And the receiver can
 * tell "nothing more has come" from "nothing more will come": once the peer's process is gone,
 * {@link #finish()} makes it read what the kernel still has and stop, even if a stray child of the
 * peer keeps the connection open.
 *
 * <p>Failures to send are not reported: the connection is broken then, and {@link #receive} ends.
 */
final class Link implements Closeable {
  private static final int BUFFER = 64 * 1024;

  private final SocketChannel channel;
  private final Selector selector;
  private final SelectionKey key;
  private final FrameReader frames;
  private final ByteBuffer in = ByteBuffer.allocateDirect(BUFFER).limit(0); // the receiver's
  private volatile boolean finishing;

  private final ReentrantLock sending = new ReentrantLock();
  private final Condition sent = sending.newCondition();
  private final ByteBuffer out = ByteBuffer.allocateDirect(BUFFER).limit(0); // guarded by sending
  private final Deque<ByteBuffer> backlog = new ArrayDeque<>(); // guarded by sending
  private boolean stuck; // the kernel takes no more for now; guarded by sending
  private boolean broken; // guarded by sending

  /** Takes the channel over. Frames of more than {@code most} bytes are refused. */
  Link(SocketChannel channel, int most) throws IOException {
    this.channel = channel;
    this.frames = new FrameReader(most);
    channel.configureBlocking(false);
    this.selector = Selector.open();
    this.key = channel.register(selector, SelectionKey.OP_READ);
  }

  /** Accepts frames of up to {@code bytes} from the next on; for the receiving thread. */
  void most(int bytes) {
    frames.most(bytes);
  }

  /** Sends a frame, after those sent before. Returns at once, and ignores interrupts. */
  void send(Frame frame) {
    sending.lock();
    try {
      if (broken) {
        return;
      }
      backlog.add(frame.header());
      if (frame.payload().length > 0) {
        backlog.add(ByteBuffer.wrap(frame.payload()));
      }
      if (!stuck && !write()) {
        stuck = true;
        key.interestOpsOr(SelectionKey.OP_WRITE);
        selector.wakeup();
      }
    } finally {
      sending.unlock();
    }
  }

  /** Whether what was sent waits for room in the kernel. */
  boolean isCongested() {
    sending.lock();
    try {
      return stuck;
    } finally {
      sending.unlock();
    }
  }

  /**
   * Waits until the kernel has all that was sent; it is delivered then even if this process dies.
   * Not for the receiving thread. Ignores interrupts.
   */
  void flush(long limitNanos) {
    boolean interrupted = false;
    sending.lock();
    try {
      long left = limitNanos;
      while (stuck && !broken && left > 0) {
        try {
          left = sent.awaitNanos(left);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      sending.unlock();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Writes what there is; false if the kernel would not take it all. Under {@code sending}. */
  private boolean write() {
    try {
      while (fill()) {
        channel.write(out);
        if (out.hasRemaining()) {
          return false;
        }
      }
    } catch (IOException e) {
      broken = true;
      backlog.clear();
      out.limit(out.position());
      finish();
    }
    return true;
  }

  /** Through one buffer of our own, lest NIO keep one as large as the payload for each thread. */
  private boolean fill() {
    if (out.hasRemaining()) {
      return true;
    }
    out.clear();
    while (out.hasRemaining() && !backlog.isEmpty()) {
      ByteBuffer next = backlog.getFirst();
      int piece = Math.min(next.remaining(), out.remaining());
      out.put(next.slice(next.position(), piece));
      next.position(next.position() + piece);
      if (!next.hasRemaining()) {
        backlog.removeFirst();
      }
    }
    return out.flip().hasRemaining();
  }

  private void writeOn() {
    sending.lock();
    try {
      if (stuck && write()) {
        stuck = false;
        key.interestOpsAnd(~SelectionKey.OP_WRITE);
        sent.signalAll();
      }
    } finally {
      sending.unlock();
    }
  }

  /** The next frame, as {@link #receive(long)}, however long it takes. */
  @Nullable Frame receive() throws IOException {
    return receive(Long.MAX_VALUE);
  }

  /**
   * The next frame; null when there will be none, or none came in time.
   *
   * @throws MalformedFrameException if what came is no frame
   */
  @Nullable Frame receive(long limitNanos) throws IOException {
    long start = System.nanoTime();
    while (true) {
      @Nullable Frame frame = frames.next(in);
      if (frame != null) {
        return frame;
      }
      boolean last = finishing; // before reading: what a dead peer wrote is there by now
      int read = read();
      if (read < 0 || (read == 0 && last)) {
        return null;
      }
      if (read == 0) {
        long left = limitNanos - (System.nanoTime() - start);
        if (left <= 0) {
          return null;
        }
        await(left);
      }
    }
  }

  private int read() {
    in.clear();
    try {
      return channel.read(in);
    } catch (IOException e) {
      return -1; // reset by a peer that died: as good as its end
    } finally {
      in.flip();
    }
  }

  private void await(long limitNanos) throws IOException {
    // A dependent that ran on this thread may have left an interrupt, and select() would spin.
    Thread.interrupted();
    if (limitNanos == Long.MAX_VALUE) {
      selector.select();
    } else {
      selector.select(Math.max(1, TimeUnit.NANOSECONDS.toMillis(limitNanos)));
    }
    selector.selectedKeys().clear();
    writeOn();
  }

  /** The peer has died: makes {@link #receive} end after what it had sent. */
  void finish() {
    finishing = true;
    selector.wakeup();
  }

  /** For the receiving thread. */
  @Override
  public void close() {
    sending.lock();
    try {
      broken = true;
      sent.signalAll();
    } finally {
      sending.unlock();
    }
    try (selector;
        channel) {
      key.cancel();
    } catch (IOException e) {
      // Nothing is left to be lost.
    }
  }
}
