package dev.gil.testkit.explore.engine;

import java.util.Map;
import java.util.TreeMap;

/** What was not under control, by how often. Thread-safe. */
final class ControlReport {
  private final Map<String, Long> counts = new TreeMap<>(); // guarded by this

  synchronized void count(String what) {
    counts.merge(what, 1L, Long::sum);
  }

  synchronized Map<String, Long> counts() {
    return Map.copyOf(counts);
  }
}
