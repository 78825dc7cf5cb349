package dev.gil.executors.processes;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Frames over one connection: any thread sends, one at a time receives.
 *
 * <p>The {@link Transport} is non-blocking, for three reasons. A send returns at once: what the
 * kernel does not take is written by the receiving thread when there is room. A send does not care
 * for interrupts: a thread that is interrupted in a blocking write of a {@link SocketChannel}
 * closes it for everybody, and both submitters and tasks may be interrupted at any time. And the
 * receiver can tell "nothing more has come" from "nothing more will come": once the peer's process
 * is gone, {@link #finish()} makes it read what the kernel still has and stop, even if a stray
 * child of the peer keeps the connection open.
 *
 * <p>Frames that are {@linkplain #put put} one by one go out together with the next {@link #flush}:
 * for small tasks the system calls are most of the cost.
 *
 * <p>Failures to send are not reported: the connection is broken then, and {@link #receive} ends.
 */
final class Link implements Closeable {
  private static final int BUFFER = 64 * 1024;

  private final Transport transport;
  private final FrameReader frames;
  private final ByteBuffer in = ByteBuffer.allocateDirect(BUFFER).limit(0); // the receiver's
  private volatile boolean finishing;

  /** In the order in which they are to be sent. */
  private final Queue<Frame> outbox = new ConcurrentLinkedQueue<>();

  private final ReentrantLock writing = new ReentrantLock();
  private final Condition written = writing.newCondition();
  private final ByteBuffer out = ByteBuffer.allocateDirect(BUFFER).limit(0); // guarded by writing
  private @Nullable ByteBuffer rest; // of a payload that did not fit in; guarded by writing
  private boolean broken; // guarded by writing
  private volatile boolean stuck; // the kernel takes no more for now; changed under writing

  /** Takes the channel over. Frames of more than {@code most} bytes are refused. */
  Link(SocketChannel channel, int most) throws IOException {
    this(new SocketTransport(channel), most);
  }

  /** Takes it over. Frames of more than {@code most} bytes are refused. */
  Link(Transport transport, int most) {
    this.transport = transport;
    this.frames = new FrameReader(most);
  }

  /** Accepts frames of up to {@code bytes} from the next on; for the receiving thread. */
  void most(int bytes) {
    frames.most(bytes);
  }

  // --- sending

  /** Sends a frame, after those put before. Returns at once, and ignores interrupts. */
  void send(Frame frame) {
    put(frame);
    flush();
  }

  /** Puts a frame behind those put before, to be sent by the next {@link #flush}, whosever. */
  void put(Frame frame) {
    outbox.add(frame);
  }

  /**
   * Sends what was put. Returns at once, and ignores interrupts. Nobody waits for a thread that is
   * writing: it looks again, when it has done, for what was put meanwhile.
   */
  void flush() {
    while (!outbox.isEmpty() && !stuck && writing.tryLock()) {
      try {
        writeOut();
      } finally {
        writing.unlock();
      }
    }
  }

  /** Whether what was sent waits for room in the kernel. */
  boolean isCongested() {
    return stuck;
  }

  /**
   * Waits until the kernel has all that was sent; it is delivered then even if this process dies.
   * Not for the receiving thread. Ignores interrupts.
   */
  void awaitSent(long limitNanos) {
    boolean interrupted = false;
    writing.lock();
    try {
      long left = limitNanos;
      while (stuck && !broken && left > 0) {
        try {
          left = written.awaitNanos(left);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      writing.unlock();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Under {@code writing}. */
  private void writeOut() {
    boolean all = true;
    try {
      while (all && fill()) {
        transport.write(out);
        all = !out.hasRemaining();
      }
    } catch (IOException e) {
      fail();
    }
    if (all == stuck) {
      stuck = !all;
      if (all) {
        transport.awaitRoom(false);
        written.signalAll();
      } else {
        transport.awaitRoom(true);
        transport.wakeup();
      }
    }
  }

  /** Under {@code writing}. */
  private void fail() {
    broken = true;
    out.limit(out.position());
    rest = null;
    outbox.clear();
    written.signalAll();
    finish();
  }

  /** Through one buffer of our own, lest NIO keep one as large as the payload for each thread. */
  private boolean fill() {
    if (broken) {
      outbox.clear();
      return false;
    }
    if (out.hasRemaining()) {
      return true;
    }
    out.clear();
    while (true) {
      if (rest != null) {
        int piece = Math.min(rest.remaining(), out.remaining());
        out.put(out.position(), rest, rest.position(), piece);
        out.position(out.position() + piece);
        rest.position(rest.position() + piece);
        if (rest.hasRemaining()) {
          break;
        }
        rest = null;
      }
      if (out.remaining() < Frame.HEADER) {
        break;
      }
      @Nullable Frame next = outbox.poll();
      if (next == null) {
        break;
      }
      next.putHeader(out);
      if (next.payload().length <= out.remaining()) {
        out.put(next.payload());
      } else {
        rest = ByteBuffer.wrap(next.payload());
      }
    }
    return out.flip().hasRemaining();
  }

  private void writeOn() {
    if (stuck) {
      writing.lock();
      try {
        writeOut();
      } finally {
        writing.unlock();
      }
      flush(); // what was put between the last look and the unlock
    }
  }

  // --- receiving

  /** The next frame, as {@link #receive(long, long)}, however long it takes. */
  @Nullable Frame receive() throws IOException {
    return receive(Long.MAX_VALUE, 0);
  }

  /** The next frame, as {@link #receive(long, long)}. */
  @Nullable Frame receive(long limitNanos) throws IOException {
    return receive(limitNanos, 0);
  }

  /** The next frame, if all of it has been read from the kernel already; else null. */
  @Nullable Frame poll() throws MalformedFrameException {
    return frames.next(in);
  }

  /**
   * The next frame; null when there will be none, or none came in time.
   *
   * @param lookNanos for how long to look again and again, before sleeping
   * @throws MalformedFrameException if what came is no frame
   */
  @SuppressWarnings("ThreadPriorityCheck") // who looks again and again lets others run between
  @Nullable Frame receive(long limitNanos, long lookNanos) throws IOException {
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
        long waited = System.nanoTime() - start;
        if (waited >= limitNanos) {
          return null;
        }
        if (waited < lookNanos) {
          Thread.yield();
        } else {
          await(limitNanos - waited);
        }
      }
    }
  }

  private int read() {
    in.clear();
    try {
      return transport.read(in);
    } catch (IOException e) {
      return -1; // reset by a peer that died: as good as its end
    } finally {
      in.flip();
    }
  }

  private void await(long limitNanos) throws IOException {
    // A dependent that ran on this thread may have left an interrupt, and select() would spin.
    Thread.interrupted();
    transport.await(limitNanos);
    writeOn();
  }

  /**
   * Waits until the kernel has all that was sent, or the connection is broken; for the receiving
   * thread.
   */
  void awaitSentAsReceiver() throws IOException {
    while (stuck) {
      transport.awaitBytes(false); // what comes meanwhile would end every wait
      try {
        await(Long.MAX_VALUE);
      } finally {
        transport.awaitBytes(true);
      }
    }
  }

  /** The peer has died: makes {@link #receive} end after what it had sent. */
  void finish() {
    finishing = true;
    transport.wakeup();
  }

  /** For the receiving thread. */
  @Override
  public void close() {
    writing.lock();
    try {
      broken = true;
      outbox.clear();
      written.signalAll();
    } finally {
      writing.unlock();
    }
    try {
      transport.close();
    } catch (IOException e) {
      // Nothing is left to be lost.
    }
  }
}
