package dev.gil.workloads.measure;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What went wrong when a workload ran without what makes it right.
 *
 * @param threads that ran it at once
 * @param counted how often, by kind
 */
public record Faults(int threads, Map<String, Long> counted) {
  public Faults {
    counted = Collections.unmodifiableMap(new LinkedHashMap<>(counted));
  }

  /** In the order of the kinds. */
  static Map<String, Long> sum(Map<String, Long> some, Map<String, Long> more) {
    Map<String, Long> all = new LinkedHashMap<>(some);
    more.forEach((kind, times) -> all.merge(kind, times, Long::sum));
    return all;
  }
}
