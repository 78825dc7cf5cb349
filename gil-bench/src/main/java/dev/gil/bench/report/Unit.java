package dev.gil.bench.report;

/**
 * What a figure counts, and which way is better. Where less is better (a time, memory, a deviation)
 * the advantage is the peer's figure by gil's; where more is better (a rate, a share) it is gil's
 * by the peer's.
 */
public enum Unit {
  /** Nanoseconds an operation. */
  NANOS("ns", false, 0),
  /** Milliseconds. */
  MILLIS("ms", false, 0),
  /** Microseconds; anything below one is one, for the clocks and timers differ by as much. */
  MICROS("us", false, 1),
  /** Memory. */
  BYTES("B", false, 1),
  /** A rate. */
  PER_SECOND("1/s", true, 0),
  /** How many times as fast as something else in the same run. */
  TIMES("times", true, 0),
  /** A part of a whole, 1 being all of it. */
  SHARE("share", true, 0),
  /** How far from what was due, as a part of that; anything below a thousandth is one. */
  DEVIATION("deviation", false, 0.001),
  /** How many executions of a body it took. */
  EXECUTIONS("executions", false, 1);

  /** How many times its resolution a figure may be below zero and still be none. */
  private static final int NOISE = 10;

  private final String text;
  private final boolean moreIsBetter;
  private final double resolution;

  Unit(String text, boolean moreIsBetter, double resolution) {
    this.text = text;
    this.moreIsBetter = moreIsBetter;
    this.resolution = resolution;
  }

  /** As reports write it. */
  public String text() {
    return text;
  }

  /**
   * How many times better the first figure is than the second; NaN if that cannot be said, as where
   * one is a difference and clearly below zero.
   */
  public double advantage(double value, double peerValue) {
    double mine = Math.max(value, resolution);
    double theirs = Math.max(peerValue, resolution);
    double ratio = moreIsBetter ? mine / theirs : theirs / mine;
    boolean below = Math.min(value, peerValue) < -NOISE * resolution;
    return Double.isFinite(ratio) && ratio > 0 && !below ? ratio : Double.NaN;
  }
}
