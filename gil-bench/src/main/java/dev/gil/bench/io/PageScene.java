package dev.gil.bench.io;

import dev.gil.bench.report.Scores;
import dev.gil.bench.report.Unit;
import java.util.List;

/**
 * So many pages of 50 ms, from the first submit to the last link counted.
 *
 * @param pages in all
 * @param kept whether connections are used again
 * @param parsed whether the links are counted
 */
record PageScene(int pages, boolean kept, boolean parsed) {
  /** Connections at a time. */
  static final int MOST_CONNECTIONS = 1_000;

  /** The name of the bench. */
  static final String BENCH = "io";

  static final List<PageScene> ALL =
      List.of(
          new PageScene(100, true, true),
          new PageScene(1_000, true, true),
          new PageScene(10_000, true, true),
          new PageScene(1_000, true, false),
          new PageScene(100, false, true),
          new PageScene(1_000, false, true),
          new PageScene(10_000, false, true));

  String name() {
    return (kept ? "kept-" : "fresh-") + pages + (parsed ? "" : "-unparsed");
  }

  /** The case of how long it takes. */
  String time() {
    return name() + "-ms";
  }

  /** The case of the memory it takes, on top of the process before it. */
  String memory() {
    return name() + "-rss";
  }

  /** The case of what parsing alone takes, by one thread that does nothing else. */
  String parsing() {
    return name() + "-parsing-ms";
  }

  /** The case of the CPU time that one thread needs for all, fetching included. */
  String alone() {
    return name() + "-alone-ms";
  }

  boolean tellsFloor() {
    return parsed && kept;
  }

  List<String> cases() {
    return tellsFloor() ? List.of(time(), memory(), parsing(), alone()) : List.of(time(), memory());
  }

  /** How many at once, if so many files may be open. */
  int connections(long mostFiles) {
    return (int) Math.min(Math.min(pages, MOST_CONNECTIONS), Math.max(1, mostFiles - 200));
  }

  void add(Scores scores, String subject, double millis, double bytes) {
    scores.add(BENCH, time(), Unit.MILLIS, subject, millis);
    scores.add(BENCH, memory(), Unit.BYTES, subject, bytes);
  }

  void addFloor(Scores scores, String subject, double parsing, double alone) {
    scores.add(BENCH, parsing(), Unit.MILLIS, subject, parsing);
    scores.add(BENCH, alone(), Unit.MILLIS, subject, alone);
  }

  void absent(Scores scores, String peer, String reason) {
    scores.absent(BENCH, time(), Unit.MILLIS, peer, reason);
    scores.absent(BENCH, memory(), Unit.BYTES, peer, reason);
  }
}
