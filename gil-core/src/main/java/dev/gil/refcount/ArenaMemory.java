package dev.gil.refcount;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * An arena for each allocation: needs no native access, and traps every use after free, also
 * through a segment that somebody kept. Closing it is a handshake with all threads, some ten
 * microseconds and more the more of them run, so it is the second choice.
 */
final class ArenaMemory {
  private static final long ALIGNMENT = 16; // as malloc's

  private ArenaMemory() {}

  static OffHeap allocate(long bytes) {
    Arena arena = Arena.ofShared();
    try {
      MemorySegment memory = arena.allocate(bytes, ALIGNMENT);
      return new OffHeap(memory, arena::close);
    } catch (RuntimeException | Error e) {
      arena.close();
      throw e;
    }
  }
}
