package dev.gil.workloads.train;

import java.io.Serializable;

/**
 * One model that is to be trained.
 *
 * @param epochs over all digits that there are to learn from
 * @param digits the seed that they are drawn by
 * @param model the seed of its first weights
 */
record Lesson(int epochs, long digits, long model) implements Serializable {
  static final int HIDDEN = 128;
  static final int BATCH = 64;
  static final float RATE = 0.1f;

  Digits.Both drawn() {
    return Digits.of(digits);
  }
}
