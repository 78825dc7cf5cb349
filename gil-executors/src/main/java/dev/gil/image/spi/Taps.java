package dev.gil.image.spi;

/**
 * One direction of a resize: each place of the result is a weighted sum of neighbouring places of
 * the image.
 *
 * <p>The sum is of integers: samples times {@linkplain #weights() weights}, plus {@link #HALF},
 * shifted right by {@link #BITS} and cut to 0 to 255. It fits an {@code int}: weights of a place
 * add up to about {@code 1 << BITS}, and the negative ones among them are few. So engines agree bit
 * for bit.
 *
 * <p>Immutable, if nobody writes to the weights; safe to share between threads.
 */
public final class Taps {
  /** Fraction bits of a weight. */
  public static final int BITS = 22;

  /** What rounds a sum. */
  public static final int HALF = 1 << (BITS - 1);

  private final int from;
  private final int[] first;
  private final int[] offsets;
  private final int[] weights;

  /**
   * Takes over the arrays.
   *
   * @param from places of the image
   * @param first where the neighbours of each place of the result begin
   * @param offsets where their weights begin, and behind the last where they end
   * @param weights of all
   */
  public Taps(int from, int[] first, int[] offsets, int[] weights) {
    this.from = from;
    this.first = first;
    this.offsets = offsets;
    this.weights = weights;
  }

  /**
   * How many places the image has.
   *
   * @return 1 or more
   */
  public int from() {
    return from;
  }

  /**
   * How many places the result has.
   *
   * @return 1 or more
   */
  public int to() {
    return first.length;
  }

  /**
   * The first place of the image that counts. It mostly rises with the place, but not always.
   *
   * @param place of the result
   * @return from 0
   */
  public int first(int place) {
    return first[place];
  }

  /**
   * How many places of the image count.
   *
   * @param place of the result
   * @return 1 or more
   */
  public int count(int place) {
    return offsets[place + 1] - offsets[place];
  }

  /**
   * Where the weights of a place begin in {@link #weights()}.
   *
   * @param place of the result
   * @return the index of the first one's
   */
  public int offset(int place) {
    return offsets[place];
  }

  /**
   * All weights, those of a place side by side.
   *
   * @return the array itself, not to be written to
   */
  public int[] weights() {
    return weights;
  }

  /**
   * The first place of the image that counts for any of some places.
   *
   * @param low the first of them
   * @param high the first one after the last
   * @return from 0
   */
  public int begin(int low, int high) {
    int begin = from;
    for (int i = low; i < high; i++) {
      begin = Math.min(begin, first[i]);
    }
    return begin;
  }

  /**
   * The first place of the image behind those that count for any of some places.
   *
   * @param low the first of them
   * @param high the first one after the last
   * @return up to {@link #from()}
   */
  public int end(int low, int high) {
    int end = 0;
    for (int i = low; i < high; i++) {
      end = Math.max(end, first[i] + count(i));
    }
    return end;
  }
}
