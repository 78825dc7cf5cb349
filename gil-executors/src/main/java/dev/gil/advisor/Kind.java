package dev.gil.advisor;

import dev.gil.spi.Trait;
import java.util.Set;

/** How a strategy's tasks share time, by its traits: what the model tells strategies apart by. */
enum Kind {
  /** No lock, one heap, all processors. */
  UNLOCKED,
  /** One thread, one task after the other. */
  ONE_THREAD,
  /** One lock; what is without it overlaps. */
  ONE_LOCK,
  /** One thread; what waits in stages overlaps. */
  LOOP,
  /** A lock for each of several workers that share no heap. */
  WORKERS;

  /**
   * The kind of a strategy.
   *
   * @param async whether the tasks have an async form
   */
  static Kind of(Set<Trait> traits, boolean async) {
    boolean overlaps = traits.contains(Trait.OVERLAPS_BLOCKING);
    if (traits.contains(Trait.SAME_THREAD)) {
      return overlaps && async ? LOOP : ONE_THREAD;
    }
    if (traits.contains(Trait.ONE_AT_A_TIME)) {
      return overlaps ? ONE_LOCK : ONE_THREAD;
    }
    if (!traits.contains(Trait.SHARES_HEAP)) {
      return WORKERS;
    }
    if (traits.contains(Trait.PARALLEL_CPU)) {
      return UNLOCKED;
    }
    return overlaps ? ONE_LOCK : ONE_THREAD;
  }
}
