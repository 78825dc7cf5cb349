package dev.gil.bench.lock;

import dev.gil.Attachment;

/** A sum with a checkpoint a strip, so that the loop inside a strip stays a vector loop. */
final class StripMinedSum {
  private static final int STRIP = 1_024;

  private StripMinedSum() {}

  // By hand until there are ranges that do it: for (Range.Strip s : gil.range(0, n).strips()) ...
  static long of(int[] values, Attachment gil) {
    long sum = 0;
    for (int from = 0; from < values.length; from += STRIP) {
      int to = Math.min(from + STRIP, values.length);
      for (int i = from; i < to; i++) {
        sum += values[i];
      }
      gil.checkpoint();
    }
    return sum;
  }
}
