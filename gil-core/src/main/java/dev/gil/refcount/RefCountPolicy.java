package dev.gil.refcount;

/** What makes a reference count safe. */
public enum RefCountPolicy {
  /**
   * A plain {@code int}, valid only while its lock is held: {@code retain} and {@code release}
   * check that this thread is attached. The cheapest, and CPython's.
   */
  GUARDED,

  /**
   * A plain {@code int} and no check of who holds what. Right on a single thread only; with more,
   * it is the experiment that shows why the others exist: counts go wrong, objects leak or are
   * disposed of while in use.
   */
  UNGUARDED
}
