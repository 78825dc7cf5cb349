package dev.gil.trace;

import dev.gil.trace.Trace.Lane;
import dev.gil.trace.Trace.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.TreeSet;

/** Threads that are too many for a lane each: their spans, in as few lanes as do not overlap. */
final class Crowd {
  private record Busy(long until, int lane) {}

  private final String name;
  private final String process;
  private final List<Span> spans = new ArrayList<>();
  private int threads;

  Crowd(String name, String process) {
    this.name = name;
    this.process = process;
  }

  void add(List<Span> ofOneThread) {
    spans.addAll(ofOneThread);
    threads++;
  }

  /**
   * The lanes, with negative ids from {@code id} downwards. A span goes to the first lane that is
   * free, so that the first are the full ones.
   */
  List<Lane> lanes(long id) {
    spans.sort(Comparator.comparingLong(Span::from));
    List<List<Span>> packed = new ArrayList<>();
    TreeSet<Integer> free = new TreeSet<>();
    PriorityQueue<Busy> busy = new PriorityQueue<>(Comparator.comparingLong(Busy::until));
    for (Span span : spans) {
      while (!busy.isEmpty() && busy.peek().until <= span.from()) {
        free.add(busy.remove().lane);
      }
      if (free.isEmpty()) {
        free.add(packed.size());
        packed.add(new ArrayList<>());
      }
      int lane = free.removeFirst();
      packed.get(lane).add(span);
      busy.add(new Busy(span.to(), lane));
    }
    List<Lane> lanes = new ArrayList<>();
    for (List<Span> one : packed) {
      lanes.add(new Lane(name + " (" + threads + ')', id - lanes.size(), process, one));
    }
    return lanes;
  }
}
