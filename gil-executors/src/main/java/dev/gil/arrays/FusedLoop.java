package dev.gil.arrays;

import java.lang.foreign.MemorySegment;

/** A loop that was made for one form of expression. */
interface FusedLoop {
  /**
   * Evaluates elements from the first on.
   *
   * @param many how many
   * @param target is written
   * @param arrays those of the form, in its order
   * @param constants those of the form, in its order
   */
  void run(int many, MemorySegment target, MemorySegment[] arrays, double[] constants);
}
