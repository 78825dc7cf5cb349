package dev.gil.spi;

/**
 * How many items of a map travel together: as many as run for some milliseconds and fit into some
 * hundred kilobytes, by what those before took; but few enough that every worker has several chunks
 * to come until the end, so that the last one does not run alone. For one thread.
 */
final class ChunkSize {
  private static final double NANOS = 2e6;
  private static final double BYTES = 256 * 1024;
  private static final int MOST = 8_192;
  private static final int MOST_GROWTH = 8;
  private static final int CHUNKS_TO_COME = 4;

  private final int lanes;
  private int last = 1;
  private double nanosEach;
  private double bytesEach;

  /** For as many workers, or threads in them, as run chunks at the same time. */
  ChunkSize(int lanes) {
    this.lanes = lanes;
  }

  /** Of the next chunk, while so many items are left. */
  int next(int left) {
    int most = Math.max(1, Math.min(MOST, left / (CHUNKS_TO_COME * lanes)));
    double wanted = 1;
    if (nanosEach > 0) {
      wanted = Math.min(NANOS / nanosEach, BYTES / Math.max(1, bytesEach));
    }
    last = (int) Math.clamp((long) wanted, 1, Math.min(most, (long) last * MOST_GROWTH));
    return last;
  }

  void sent(int items, int bytes) {
    bytesEach = (double) bytes / items;
  }

  void took(int items, long nanos) {
    if (items > 0) {
      double each = Math.max(1, (double) nanos / items);
      nanosEach = nanosEach == 0 ? each : nanosEach + (each - nanosEach) / 4;
    }
  }
}
