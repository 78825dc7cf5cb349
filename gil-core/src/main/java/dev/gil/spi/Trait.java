package dev.gil.spi;

/**
 * What a strategy promises. Constant for an id; the contract suite of the test kit has a rule for
 * each.
 */
public enum Trait {
  /** At most one task of the executor is attached at any time, under one lock. */
  ONE_AT_A_TIME,
  /** Each worker has a lock of its own; a lent lock must be shared by name. */
  LOCK_PER_WORKER,
  /** Tasks start in the order in which they were submitted. */
  IN_ORDER,
  /** All tasks run on one thread. */
  SAME_THREAD,
  /** Tasks that compute run on several cores at once. */
  PARALLEL_CPU,
  /**
   * While a task waits, another one runs. Where tasks have several threads: while one is blocked,
   * in a detached stretch if there is a lock. Together with {@link #SAME_THREAD}, as in an event
   * loop: while an {@linkplain AsyncTask async task}, which has returned its stage, waits for that
   * to complete; an ordinary task that blocks keeps all others waiting there. So with both traits
   * what waits is to be submitted in its async form.
   */
  OVERLAPS_BLOCKING,
  /** Tasks see the submitter's objects, not copies. */
  SHARES_HEAP,
  /** Tasks and results must be serializable, since they leave the JVM. */
  NEEDS_SERIALIZABLE,
  /** A task that crashes its JVM fails alone. */
  ISOLATES_CRASHES,
  /** A running task can be stopped even if it answers nothing. */
  KILLS_RUNNING_TASKS,
  /** A task that passes checkpoints lets the others in. */
  YIELDS_AT_CHECKPOINT,
  /** Tasks may run on other machines. */
  DISTRIBUTED
}
