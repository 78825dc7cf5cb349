package dev.gil;

/**
 * How long a thread looks before it sleeps. Sleeping and being woken costs tens of microseconds
 * and, on the other side, a system call; a holder that passes checkpoints answers within one.
 *
 * <p>Times in nanoseconds, rounds in turns.
 */
final class Spins {
  /** With one processor the holder cannot run while somebody looks. */
  static final boolean PAYS = Runtime.getRuntime().availableProcessors() > 1;

  /**
   * How often a thread that finds the lock held and nobody waiting looks again before it joins the
   * line.
   */
  static final int LOOKS = PAYS ? 16 : 0;

  /** How often a thread that computed without the lock looks whether it is free again. */
  static final int SOON = PAYS ? 128 : 0;

  /** Turns between two of those looks. */
  static final int SOON_TURNS = 4;

  /** Turns between two looks at the lock and the clock. */
  static final int ROUND = 16;

  /**
   * After joining the line: longer than any store buffer takes to drain, so that a holder that gave
   * up without a fence is seen.
   */
  static final long JOINED = 2_000;

  /** After asking the holder to give way. */
  static final long ASKED = 20_000;

  /** After a returner went first: those are back in their blocking call within microseconds. */
  static final long RESUMING = 50_000;

  /** After being woken, since it was for a reason. */
  static final long WOKEN = 5_000;

  /** How long before the end of a slice the timer wakes whoever is next. */
  static final long AHEAD = 60_000;

  /** Of one that was woken to be next, until it has the lock. */
  static final long NEXT = AHEAD + ASKED;

  /** The kernel's timers are late by about this much. */
  static final long TOO_SHORT_TO_SLEEP = 60_000;

  /** A call that was over so soon did no input or output: sending to a local socket takes 2 us. */
  static final long BRIEF = 500;

  /** For which part of a switch interval whoever comes back from such a call does not ask. */
  static final int BEFORE_ASKING = 10;

  /** Between two looks of a waiter that is not woken for a lock that is free for a moment. */
  static final long LOOK_AGAIN = 50_000;

  /** How often it looks so before it sleeps until it is woken, once in vain. */
  static final int LOOKS_BY_ITSELF = 64;

  private Spins() {}

  /**
   * Waits between two looks at a lock that others take and give up, longer each time: each look
   * takes the lock's cache line from them.
   */
  static void pause(int look) {
    for (int i = Math.min(1 << look, 64); i > 0; i--) {
      Thread.onSpinWait();
    }
  }
}
