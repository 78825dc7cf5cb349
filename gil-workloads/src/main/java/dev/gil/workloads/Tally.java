package dev.gil.workloads;

import java.io.Serializable;

/**
 * What one task of {@link RefCountWorkload} did and saw.
 *
 * @param pairs of retain and release that went right
 * @param made objects it made for all
 * @param disposed objects disposed of while it left as the last one
 * @param belowZero releases that found no reference, and second disposals
 * @param leaked objects that nobody owned and nobody disposed of
 * @param usedAfterFree retains and uses that found the object disposed of
 */
record Tally(long pairs, long made, long disposed, long belowZero, long leaked, long usedAfterFree)
    implements Serializable {
  boolean isRight() {
    return belowZero == 0 && leaked == 0 && usedAfterFree == 0;
  }
}
