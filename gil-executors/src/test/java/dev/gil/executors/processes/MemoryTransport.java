package dev.gil.executors.processes;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One end of a connection in memory: a ring of bytes each way, as small as a test wants it, and an
 * end that can be put after any byte.
 */
final class MemoryTransport implements Transport {
  /** What is on its way in one direction. Guarded by the monitor of both ends. */
  private static final class Ring {
    final byte[] bytes;
    int first;
    int count;

    Ring(int size) {
      this.bytes = new byte[size];
    }

    int put(ByteBuffer from, int most) {
      int moved = Math.min(Math.min(from.remaining(), most), bytes.length - count);
      for (int i = 0; i < moved; i++) {
        bytes[(first + count++) % bytes.length] = from.get();
      }
      return moved;
    }

    int take(ByteBuffer into) {
      int moved = Math.min(into.remaining(), count);
      for (int i = 0; i < moved; i++) {
        into.put(bytes[first]);
        first = (first + 1) % bytes.length;
        count--;
      }
      return moved;
    }

    boolean isFull() {
      return count == bytes.length;
    }
  }

  /** The two ends. */
  record Pair(MemoryTransport near, MemoryTransport far) {}

  private final Object both;
  private final Ring in;
  private final Ring out;
  private @Nullable MemoryTransport other;

  // Guarded by both.
  private boolean closed;
  private boolean bytesAwaited = true;
  private boolean roomAwaited;
  private boolean woken;
  private int left = Integer.MAX_VALUE; // bytes it may still write
  private Runnable cut = () -> {};

  private MemoryTransport(Object both, Ring in, Ring out) {
    this.both = both;
    this.in = in;
    this.out = out;
  }

  /** Two ends, with room for so many bytes each way. */
  static Pair pair(int bytes) {
    Object both = new Object();
    Ring there = new Ring(bytes);
    Ring back = new Ring(bytes);
    MemoryTransport near = new MemoryTransport(both, back, there);
    MemoryTransport far = new MemoryTransport(both, there, back);
    near.other = far;
    far.other = near;
    return new Pair(near, far);
  }

  /**
   * It takes so many more bytes; then {@code then} is run by whoever wrote, which closes an end.
   */
  void cutAfter(int bytes, Runnable then) {
    synchronized (both) {
      left = bytes;
      cut = then;
    }
  }

  private boolean isOtherClosed() {
    return other != null && other.closed;
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    synchronized (both) {
      if (closed) {
        throw new ClosedChannelException();
      }
      int moved = in.take(into);
      both.notifyAll();
      return moved == 0 && isOtherClosed() ? -1 : moved;
    }
  }

  @Override
  public int write(ByteBuffer from) throws IOException {
    Runnable then = () -> {};
    int moved;
    synchronized (both) {
      if (closed || isOtherClosed()) {
        throw new ClosedChannelException();
      }
      moved = out.put(from, left);
      if (left != Integer.MAX_VALUE) {
        left -= moved;
        then = left == 0 ? cut : then;
      }
      both.notifyAll();
    }
    then.run();
    return moved;
  }

  @Override
  public void awaitBytes(boolean awaited) {
    synchronized (both) {
      bytesAwaited = awaited;
    }
  }

  @Override
  public void awaitRoom(boolean awaited) {
    synchronized (both) {
      roomAwaited = awaited;
    }
  }

  @Override
  public void await(long limitNanos) {
    long start = System.nanoTime();
    synchronized (both) {
      // As a selector does: who wants something else from now on must wake this thread.
      boolean forBytes = bytesAwaited;
      boolean forRoom = roomAwaited;
      try {
        while (!isReady(forBytes, forRoom)) {
          long rest = limitNanos - (System.nanoTime() - start);
          if (rest <= 0) {
            break;
          }
          TimeUnit.NANOSECONDS.timedWait(both, rest);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      woken = false;
    }
  }

  private boolean isReady(boolean forBytes, boolean forRoom) {
    return woken
        || closed
        || (forBytes && (in.count > 0 || isOtherClosed()))
        || (forRoom && (!out.isFull() || isOtherClosed()));
  }

  @Override
  public void wakeup() {
    synchronized (both) {
      woken = true;
      both.notifyAll();
    }
  }

  /** The other end reads what was written, and then the end. */
  @Override
  public void close() {
    synchronized (both) {
      closed = true;
      both.notifyAll();
    }
  }
}
