package dev.gil.advisor;

import java.util.PriorityQueue;
import java.util.function.IntToDoubleFunction;

/** When the last of some tasks ends, if each takes the place that is free first. */
final class Makespan {
  /** More tasks than this are as many equal parts, each dealt out like the first. */
  static final int MOST = 2_048;

  private Makespan() {}

  /**
   * Deals tasks out, in order.
   *
   * @param duration of a task, by its number
   */
  static double of(int tasks, int places, IntToDoubleFunction duration) {
    if (places >= tasks) {
      double longest = 0;
      for (int i = 0; i < Math.min(tasks, MOST); i++) {
        longest = Math.max(longest, duration.applyAsDouble(i));
      }
      return longest;
    }
    int dealt = Math.min(tasks, Math.max(MOST, places));
    PriorityQueue<Double> free = new PriorityQueue<>();
    for (int i = 0; i < places; i++) {
      free.add(0.0);
    }
    double end = 0;
    for (int i = 0; i < dealt; i++) {
      double ends = free.remove() + duration.applyAsDouble(i);
      end = Math.max(end, ends);
      free.add(ends);
    }
    return end * tasks / dealt;
  }
}
