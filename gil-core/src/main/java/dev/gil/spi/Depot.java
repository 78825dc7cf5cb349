package dev.gil.spi;

import java.io.IOException;

/**
 * Where large byte arrays are laid down beside a task or its outcome, so that only a ticket travels
 * with it: memory that both JVMs see, say. Given by a {@link Runner} that has one, and to {@link
 * RemoteTask#decode(byte[], java.util.List, dev.gil.GlobalLock, Progress, Depot)} on the far side.
 *
 * <p>One side's depot stores what the other side's fetches. Whoever knows that a ticket is not
 * needed any more frees it: core does so for a task when its job ends, and for an outcome when it
 * was read. Thread-safe. What was stored happens-before it is fetched if the ticket travelled in
 * between.
 */
public interface Depot {
  /** What {@link #store} answers when it has not stored. */
  long NOT_STORED = -1;

  /**
   * Lays down a copy.
   *
   * @param bytes of any length; read before this returns
   * @return a ticket of 0 or more, or {@link #NOT_STORED} if there is no room or the array is so
   *     small that it had better travel itself
   */
  long store(byte[] bytes);

  /**
   * A copy of what the other side stored.
   *
   * @param ticket from the other side
   * @param length of what it stored
   * @return an array of that length
   * @throws IOException if there is no such ticket, or less was stored: what came from the other
   *     side is not to be trusted
   */
  byte[] fetch(long ticket, int length) throws IOException;

  /**
   * Lays down what many tasks have in common, the description of a lambda say, for as long as this
   * depot is open: then it need not travel with each of them. The same bytes are laid down once.
   *
   * @param form of a few hundred bytes; read before this returns
   * @return a ticket of 0 or more for {@link #kept}, never to be freed; or {@link #NOT_STORED} if
   *     there is no room, as always by default
   */
  default long keep(byte[] form) {
    return NOT_STORED;
  }

  /**
   * A copy of what the other side keeps.
   *
   * @param ticket that the other side's {@link #keep} answered
   * @param length of what it keeps
   * @return an array of that length
   * @throws IOException if there is no such ticket, or less is kept; always by default
   */
  default byte[] kept(long ticket, int length) throws IOException {
    throw new IOException("nothing is kept here, and " + length + " bytes were asked for");
  }

  /**
   * Makes room. Does nothing if the ticket is free already or never was.
   *
   * @param ticket of this side, or of the other side's where {@link #fetch} takes it
   */
  void free(long ticket);
}
