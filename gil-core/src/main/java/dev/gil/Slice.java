package dev.gil;

/**
 * The stretch of lock time after which the holder is asked to give way.
 *
 * @param start when its clock started
 * @param root which hold it is of
 * @param exact whether {@code start} is when the holder got the lock
 * @param used how much of it the holder had before: of this slice, until a returner went first, or
 *     of an earlier one, beyond its end; negative if it had less than its due
 * @param limit how long it is; 0 for the lock's switch interval
 */
record Slice(long start, long root, boolean exact, long used, long limit) {
  static final Slice NONE = new Slice(0, -1, false, 0, 0);

  /**
   * When it is over, if the switch interval is {@code interval}: after a quarter of that at the
   * least, and one and a half at the most.
   */
  long end(long interval) {
    long length = limit == 0 ? interval : limit;
    return start + Math.clamp(length - used, length / 4, length + length / 2);
  }
}
