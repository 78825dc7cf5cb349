package dev.gil.learn;

/**
 * What is done to rows between two products, in loops over Java arrays that the compiler
 * vectorizes. It does not over memory segments in all of these.
 */
final class Rows {
  static final int LARGEST_FINITE = Float.floatToIntBits(Float.MAX_VALUE);

  private Rows() {}

  /** Adds a bias to each row and cuts off what is negative. */
  static void addAndRectify(float[] rows, int count, float[] bias) {
    int wide = bias.length;
    for (int r = 0; r < count; r++) {
      rectify(rows, r * wide, bias, wide);
    }
  }

  private static void rectify(float[] rows, int from, float[] bias, int wide) {
    for (int j = 0; j < wide; j++) {
      rows[from + j] = Math.max(rows[from + j] + bias[j], 0);
    }
  }

  /** Lets through what was not cut off: a rectified number is 0 or positive. */
  static void maskBy(float[] rectified, float[] rows, int length) {
    for (int i = 0; i < length; i++) {
      rows[i] *= Math.signum(rectified[i]);
    }
  }

  /** Adds a multiple of the sum of the rows. */
  static void addSum(float[] rows, int count, float factor, float[] to) {
    int wide = to.length;
    for (int r = 0; r < count; r++) {
      add(rows, r * wide, factor, to, wide);
    }
  }

  private static void add(float[] rows, int from, float factor, float[] to, int wide) {
    for (int j = 0; j < wide; j++) {
      to[j] += factor * rows[from + j];
    }
  }

  /** The bits of the largest size of a number; those of infinities and NaN are greater yet. */
  static int largestSize(int[] bits, int length) {
    int largest = 0;
    for (int i = 0; i < length; i++) {
      largest = Math.max(largest, bits[i] & Integer.MAX_VALUE);
    }
    return largest;
  }

  /**
   * Makes of one row of scores the slope of the loss: the softmax of the scores, less 1 at the
   * label. The largest score is taken away first, so that no power overflows.
   *
   * @return the cross entropy, minus the logarithm of the label's share
   */
  static double slope(float[] scores, int from, float[] bias, int label) {
    int wide = bias.length;
    float most = Float.NEGATIVE_INFINITY;
    for (int j = 0; j < wide; j++) {
      scores[from + j] += bias[j];
      most = Math.max(most, scores[from + j]);
    }
    float labelled = scores[from + label] - most;
    float sum = 0;
    for (int j = 0; j < wide; j++) {
      float power = (float) Math.exp(scores[from + j] - most);
      scores[from + j] = power;
      sum += power;
    }
    float share = 1 / sum;
    for (int j = 0; j < wide; j++) {
      scores[from + j] *= share;
    }
    scores[from + label] -= 1;
    return Math.log(sum) - labelled;
  }

  /** Which score of a row is the greatest, the first of equal ones. */
  static int best(float[] scores, int from, float[] bias) {
    int best = 0;
    float most = Float.NEGATIVE_INFINITY;
    for (int j = 0; j < bias.length; j++) {
      float score = scores[from + j] + bias[j];
      if (score > most) {
        most = score;
        best = j;
      }
    }
    return best;
  }
}
