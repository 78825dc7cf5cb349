package dev.gil.testkit.explore.engine;

import java.time.Duration;
import java.util.Set;

/**
 * How to explore.
 *
 * @param explorer which explorers take turns
 * @param executions how many at most
 * @param seed of all random numbers
 * @param depth of PCT
 * @param preemptions the bound of BOUNDED
 * @param detects which faults count
 * @param steps of one execution at most
 * @param patience how long nothing may happen before it is called stuck
 * @param shrinks how many re-runs shrinking may take
 * @param unobserved whether the two runs that compare their traces are left out
 */
public record Settings(
    Set<Mode> explorer,
    int executions,
    long seed,
    int depth,
    int preemptions,
    Set<Fault.Kind> detects,
    int steps,
    Duration patience,
    int shrinks,
    boolean unobserved) {
  /** One way to explore. */
  public enum Mode {
    /** {@link RandomWalk}. */
    RANDOM_WALK,
    /** {@link Pct}. */
    PCT,
    /** {@link Pos}. */
    POS,
    /** {@link Bounded}. */
    BOUNDED
  }
}
