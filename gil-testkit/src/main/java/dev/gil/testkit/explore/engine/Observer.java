package dev.gil.testkit.explore.engine;

/**
 * Hears of the life of an execution and of the order that its threads impose on one another.
 *
 * <p>Called while the execution stands, by the running actor or by the driver: neither of two calls
 * overlap. A call from here to {@link Execution#point} or {@link Execution#block} is a mistake.
 */
public interface Observer {
  /** An execution is about to run its body: state from the one before can be reset here. */
  default void begins(Execution execution) {}

  /** An execution is over, and none of its threads will run again. */
  default void ends(Execution execution) {}

  /** All that {@code parent} did is before all that {@code child} does. */
  default void forked(Actor parent, Actor child) {}

  /** All that {@code child} did is before what {@code parent} does from now on. */
  default void joined(Actor parent, Actor child) {}

  /**
   * {@code by} let {@code whom} go on, by {@link Execution#ready} or by unparking it. Null for a
   * timer or a thread from outside.
   */
  default void woke(@org.jspecify.annotations.Nullable Actor by, Actor whom) {}

  /** {@code actor} has got {@code lock}: what was done before it was given up is visible. */
  default void acquired(Actor actor, Object lock) {}

  /** {@code actor} gives {@code lock} up. */
  default void released(Actor actor, Object lock) {}

  /** {@code actor} has ended. */
  default void ended(Actor actor) {}
}
