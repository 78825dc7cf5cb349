package dev.gil.testkit.explore.engine;

/** How actors get to run: one at a time, and never without being chosen. */
sealed interface Carrier permits FiberCarrier, BatonCarrier {
  /** Gives a new actor its thread; by the running actor or, for the body, by the driver. */
  void start(Actor actor);

  /** By the driver: runs the actor until it gives back, parks or ends. */
  void run(Actor actor);

  /** By the running actor: returns when it is run again. */
  void giveBack(Actor actor);

  /** By the driver, after {@link #run}: whether the thread has ended. */
  boolean hasEnded(Actor actor);

  /** By the driver, for an actor that is never run again: leaves nothing of it behind. */
  void forget(Actor actor);

  /** In words, for the control report. */
  String describe();
}
