package dev.gil.trace;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Deals stretches out to tracks so that on each of them any two follow each other or are one inside
 * the other. A viewer shows others wrongly or not at all.
 *
 * @param <T> what has a beginning and an end
 */
final class Nesting<T> {
  private final ToLongFunction<T> from;
  private final ToLongFunction<T> to;
  private final List<List<T>> tracks = new ArrayList<>();
  private final List<Deque<T>> open = new ArrayList<>(); // by track, innermost first

  Nesting(ToLongFunction<T> from, ToLongFunction<T> to) {
    this.from = from;
    this.to = to;
  }

  /** The tracks; one if nothing crosses. */
  List<List<T>> of(List<T> stretches) {
    List<T> sorted = new ArrayList<>(stretches);
    sorted.sort(
        Comparator.comparingLong(from).thenComparing(Comparator.comparingLong(to).reversed()));
    for (T next : sorted) {
      int track = 0;
      while (track < tracks.size() && !fits(next, open.get(track))) {
        track++;
      }
      if (track == tracks.size()) {
        tracks.add(new ArrayList<>());
        open.add(new ArrayDeque<>());
      }
      tracks.get(track).add(next);
      open.get(track).push(next);
    }
    return tracks;
  }

  private boolean fits(T next, Deque<T> around) {
    while (!around.isEmpty() && to.applyAsLong(around.peek()) <= from.applyAsLong(next)) {
      around.pop();
    }
    return around.isEmpty() || to.applyAsLong(next) <= to.applyAsLong(around.peek());
  }
}
