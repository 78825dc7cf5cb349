package dev.gil.refcount;

import java.lang.foreign.MemorySegment;

/** Zeroed memory outside the heap, and how it is given back. */
record OffHeap(MemorySegment memory, Runnable free) {
  /**
   * From the C library where this module may use it, else from an arena of the JDK.
   *
   * <p>Asked each time by {@link Module#isNativeAccessEnabled()}, which neither warns nor throws: a
   * restricted method that is called without it prints a warning today and will be refused later.
   */
  static OffHeap allocate(long bytes, boolean trapsLateUse) {
    return trapsLateUse || !OffHeap.class.getModule().isNativeAccessEnabled()
        ? ArenaMemory.allocate(bytes)
        : CMemory.allocate(bytes);
  }
}
