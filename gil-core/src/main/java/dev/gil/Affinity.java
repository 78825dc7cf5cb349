package dev.gil;

/** Which threads may hold a {@link GlobalLock}. */
public enum Affinity {
  /** Any thread, one at a time. */
  ANY,

  /**
   * The lock's own thread only: for libraries that must always be called by the same one. Others
   * have it run their code by {@link GlobalLock#call}, a {@link GlobalLock#guard guard}, or an
   * executor whose strategy keeps to one thread; {@link GlobalLock#attach()} elsewhere throws
   * {@link AffinityException}.
   */
  THREAD
}
