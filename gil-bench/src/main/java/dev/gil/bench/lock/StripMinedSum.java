package dev.gil.bench.lock;

import dev.gil.Attachment;
import dev.gil.Range;

/** A sum with a checkpoint a strip, so that the loop inside a strip stays a vector loop. */
final class StripMinedSum {
  private StripMinedSum() {}

  static long of(int[] values, Attachment gil) {
    long sum = 0;
    for (Range.Strip s : gil.range(0, values.length).strips()) {
      for (int i = s.from(); i < s.to(); i++) {
        sum += values[i];
      }
    }
    return sum;
  }
}
