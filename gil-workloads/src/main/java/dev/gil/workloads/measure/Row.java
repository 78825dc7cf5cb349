package dev.gil.workloads.measure;

import java.util.List;
import java.util.Map;

/**
 * What an experiment found out about one strategy, or about plain threads.
 *
 * @param name id of the strategy, or what stands in for it
 * @param coldMs the first execution, opening included
 * @param readings of the timed runs, in order
 */
public record Row(String name, double coldMs, List<Reading> readings) {
  public Row {
    readings = List.copyOf(readings);
  }

  public List<Double> wallMs() {
    return readings.stream().map(Reading::wallMs).toList();
  }

  public double medianMs() {
    return walls().median();
  }

  public double spread() {
    return walls().spread();
  }

  public double cpuMs() {
    return Reading.median(readings, Reading::cpuMs);
  }

  /** Per execution; NaN where there is no lock in this JVM. */
  public double handOffs() {
    return Reading.median(readings, Reading::handOffs);
  }

  /** NaN where there is no lock in this JVM. */
  public double handOffsPerSecond() {
    return Reading.median(readings, reading -> 1_000 * reading.handOffs() / reading.wallMs());
  }

  /** Per execution; NaN where there is no lock in this JVM. */
  public double holdMs() {
    return Reading.median(readings, Reading::holdMs);
  }

  /** Per execution; NaN where there is no lock in this JVM. */
  public double waitMs() {
    return Reading.median(readings, Reading::waitMs);
  }

  /** How often the workload was executed in a timed run; the median. */
  public int executions() {
    return (int) Reading.median(readings, Reading::executions);
  }

  public String result() {
    return readings.getLast().result();
  }

  /** Of all timed executions, by kind; empty if the workload counts none. */
  public Map<String, Long> faults() {
    return readings.stream().map(Reading::faults).reduce(Map.of(), Faults::sum);
  }

  /** Whether the two differ by no more than chance would. */
  public boolean isLike(Row other) {
    return walls().isLike(other.walls());
  }

  private Sample walls() {
    return Sample.of(readings.stream().mapToDouble(Reading::wallMs).toArray());
  }
}
