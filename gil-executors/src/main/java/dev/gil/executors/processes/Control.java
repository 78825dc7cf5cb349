package dev.gil.executors.processes;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/**
 * What a parent says to a worker whose threads may all be busy: over its standard input, after its
 * orders. At most one cancel for each task in flight, and a few answers to asks for the time, so
 * that it never fills the pipe, and saying it never waits.
 */
final class Control {
  private static final int CANCEL = 'c';
  private static final int DRAIN = 'd';
  private static final int TIME = 't';

  private Control() {}

  /** Hears what the parent says. */
  interface Listener {
    void cancel(long id);

    void drain();

    /** The parent's answer to an ask for its time. */
    void time(long ask, long nanos);
  }

  /** Asks a task to stop. */
  static void cancel(OutputStream worker, long id) throws IOException {
    DataOutputStream out = new DataOutputStream(worker);
    out.writeByte(CANCEL);
    out.writeLong(id);
    out.flush();
  }

  /** Answers an ask for the time. */
  static void time(OutputStream worker, long ask) throws IOException {
    DataOutputStream out = new DataOutputStream(worker);
    out.writeByte(TIME);
    out.writeLong(ask);
    out.writeLong(System.nanoTime());
    out.flush();
  }

  /** Says that there will be no more tasks. */
  static void drain(OutputStream worker) throws IOException {
    worker.write(DRAIN);
    worker.flush();
  }

  /**
   * Listens until the parent is gone.
   *
   * @throws IOException if it cannot be heard any more, though it may be there: somebody in this
   *     process has read or closed what it speaks through
   */
  static void listen(InputStream parent, Listener listener) throws IOException {
    byte[] id = new byte[Long.BYTES];
    byte[] time = new byte[2 * Long.BYTES];
    for (int word = parent.read(); word >= 0; word = parent.read()) {
      if (word == DRAIN) {
        listener.drain();
      } else if (word == CANCEL && parent.readNBytes(id, 0, id.length) == id.length) {
        listener.cancel(ByteBuffer.wrap(id).getLong());
      } else if (word == TIME && parent.readNBytes(time, 0, time.length) == time.length) {
        ByteBuffer numbers = ByteBuffer.wrap(time);
        listener.time(numbers.getLong(), numbers.getLong());
      } else {
        throw new IOException("half of what the parent said was read by somebody else");
      }
    }
  }
}
