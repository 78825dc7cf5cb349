package dev.gil;

/**
 * The stretch of lock time after which the holder is asked to give way.
 *
 * @param start when its clock started
 * @param root which hold it is of
 * @param exact whether {@code start} is when the holder got the lock
 * @param used how much of it the holder had before a returner went first
 * @param limit how long it is; 0 for the lock's switch interval
 */
record Slice(long start, long root, boolean exact, long used, long limit) {
  static final Slice NONE = new Slice(0, -1, false, 0, 0);

  /** When it is over, if the switch interval is {@code interval}. */
  long end(long interval) {
    return start + (limit == 0 ? interval : limit) - used;
  }
}
