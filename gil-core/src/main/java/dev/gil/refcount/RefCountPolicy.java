package dev.gil.refcount;

/** What makes a reference count safe. */
public enum RefCountPolicy {
  /**
   * A plain {@code int}, valid only while its lock is held: {@code retain} and {@code release}
   * check that this thread is attached. The cheapest, and CPython's.
   */
  GUARDED,

  /**
   * Two counts: the thread that created the object, its owner, changes a plain one, all others an
   * atomic one (PEP 703). For objects that one thread uses most and others now and then; needs no
   * lock.
   *
   * <p>The price: when another thread than the owner releases the last reference, the object is
   * disposed of later, by the owner. See {@link RefCounted#mergeQueued()}.
   */
  BIASED,

  /**
   * One atomic count. For objects that all threads use alike, where there is no lock; every retain
   * and release pays for an atomic instruction, and for the cache line if threads share the object.
   */
  ATOMIC,

  /**
   * A plain {@code int} and no check of who holds what. Right on a single thread only; with more,
   * it is the experiment that shows why the others exist: counts go wrong, objects leak or are
   * disposed of while in use.
   */
  UNGUARDED
}
