package dev.gil.workloads.measure;

import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What one timed run of a lane showed, all figures for a single execution of the workload.
 *
 * @param wallMs from the first submit to the checked result
 * @param cpuMs of this JVM and of the workers
 * @param handOffs of the lock; NaN where this JVM has none
 * @param holdMs of the lock while others waited; NaN where this JVM has none
 * @param waitMs for the lock; NaN where this JVM has none
 * @param executions how often the workload was executed in the run
 * @param result of the last execution
 * @param faults of all executions of the run, by kind; empty if the workload counts none
 */
record Reading(
    double wallMs,
    double cpuMs,
    double handOffs,
    double holdMs,
    double waitMs,
    int executions,
    String result,
    Map<String, Long> faults) {

  /** Of a workload that counts no faults. */
  Reading(
      double wallMs,
      double cpuMs,
      double handOffs,
      double holdMs,
      double waitMs,
      int executions,
      String result) {
    this(wallMs, cpuMs, handOffs, holdMs, waitMs, executions, result, Map.of());
  }

  static double median(List<Reading> readings, ToDoubleFunction<Reading> figure) {
    return Sample.of(readings.stream().mapToDouble(figure).toArray()).median();
  }
}
