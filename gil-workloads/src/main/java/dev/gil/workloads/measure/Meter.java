package dev.gil.workloads.measure;

import dev.gil.LockSnapshot.Counters;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Clocks and counters at one moment.
 *
 * @param nanos the time
 * @param cpuNanos of this JVM and of workers
 * @param lock counters of the lock; null where this JVM has none
 */
record Meter(long nanos, long cpuNanos, @Nullable Counters lock) {
  static Meter now() {
    return now(LongStream.empty(), null);
  }

  /** The time is read last, so that reading the rest is on nobody's account. */
  static Meter now(LongStream workers, @Nullable Counters lock) {
    long cpu = ProcessorTime.own() + workers.map(ProcessorTime::of).sum();
    return new Meter(System.nanoTime(), cpu, lock);
  }

  Reading since(Meter before, int executions, String result, Map<String, Long> faults) {
    double handOffs = Double.NaN;
    double hold = Double.NaN;
    double wait = Double.NaN;
    if (lock != null) {
      Counters start = Objects.requireNonNull(before.lock);
      handOffs = lock.handOffs() - start.handOffs();
      hold = millis(lock.heldContended().minus(start.heldContended()).toNanos());
      wait = millis(lock.waited().minus(start.waited()).toNanos());
    }
    return new Reading(
        millis(nanos - before.nanos) / executions,
        millis(Math.max(0, cpuNanos - before.cpuNanos)) / executions,
        handOffs / executions,
        hold / executions,
        wait / executions,
        executions,
        result,
        faults);
  }

  static double millis(long nanos) {
    return nanos / 1e6;
  }
}
