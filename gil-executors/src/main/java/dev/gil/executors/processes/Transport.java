package dev.gil.executors.processes;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * What a {@link Link} moves its bytes over. Neither reading nor writing waits; one thread does for
 * both of them. In all but tests it is a socket.
 */
interface Transport extends Closeable {
  /** Reads what has come, at least a byte; 0 if nothing has, less if nothing will. */
  int read(ByteBuffer into) throws IOException;

  /** Writes as much as is taken at once. One thread at a time. */
  int write(ByteBuffer from) throws IOException;

  /** Whether {@link #await} is to end when something has come, as it does at first. Any thread. */
  void awaitBytes(boolean awaited);

  /** Whether {@link #await} is to end when more can be written; not at first. Any thread. */
  void awaitRoom(boolean awaited);

  /**
   * Waits until something has come or can be written, {@link #wakeup} is or was called, or the
   * thread is interrupted; for the one thread that reads.
   *
   * @param limitNanos {@link Long#MAX_VALUE} for ever
   */
  void await(long limitNanos) throws IOException;

  /** Ends the present {@link #await}, or the next one. Any thread. */
  void wakeup();
}
