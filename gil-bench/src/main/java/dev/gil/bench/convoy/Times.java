package dev.gil.bench.convoy;

import java.util.Arrays;

/** Many times, in nanoseconds. For one thread, then for another once that has ended. */
public final class Times {
  private long[] nanos = new long[1 << 12];
  private int count;

  /** Takes in one. */
  public void add(long time) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * count);
    }
    nanos[count++] = time;
  }

  void addAll(Times others) {
    for (int i = 0; i < others.count; i++) {
      add(others.nanos[i]);
    }
  }

  /** How many there are. */
  public int count() {
    return count;
  }

  /** The time that this share of all did not exceed, in microseconds; NaN if there are none. */
  public double micros(double share) {
    if (count == 0) {
      return Double.NaN;
    }
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    int rank = (int) Math.ceil(share * count);
    return sorted[Math.clamp(rank - 1, 0, count - 1)] / 1e3;
  }
}
