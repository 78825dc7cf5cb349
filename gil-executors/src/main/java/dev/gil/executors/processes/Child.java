package dev.gil.executors.processes;

import dev.gil.spi.Depot;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What fills the place of a {@link Worker} once, from its start to its end: a {@linkplain
 * WorkerProcess JVM}. In tests it may be threads of this one, so that all that the pool decides can
 * be seen without a start, and a death put at any byte. For the thread of its worker, but what says
 * otherwise.
 */
interface Child {
  /** Of its process. */
  long pid();

  /** Ends it at once, for the first reason given. Any thread. */
  void kill(String to);

  /** Ends it at once since it is too large; {@code said} is how large. Any thread. */
  void killTooLarge(String said);

  boolean wasKilled();

  /**
   * What it sent is no message of the protocol, or could not be taken: nothing more is believed.
   */
  void corrupted(String what);

  void ranOutOf(String what);

  void saysItExits();

  /**
   * Gives the worker its orders and waits until it calls back.
   *
   * @throws IOException if it does not, or is not what this JVM can work with
   */
  Link greet(WorkerOrders orders) throws IOException;

  /** Whether it uses an archive of classes, such as the cache. After {@link #greet}. */
  default boolean hasArchive() {
    return false;
  }

  /** The cache with which it was started. */
  default @Nullable AotCache cache() {
    return null;
  }

  /** Where it stores large arrays of its answers. After {@link #greet}. */
  Depot outcomes();

  /** How far it is. After {@link #greet}. */
  Turn turn();

  /** Asks a task to stop. Any thread, and at once. */
  void cancel(long id);

  /** Answers a worker that asks for the time. Any thread, and at once. */
  default void time(long ask) {}

  /** Says that there will be no more tasks. Any thread, and at once. */
  void drain();

  /** Waits for its end, and kills it if that takes longer than {@code limit}; says how it ended. */
  Death await(Duration limit, Path directory);

  /** Gives back what was needed to know how it ended. Nobody may look at its turn any more. */
  void forget();
}
