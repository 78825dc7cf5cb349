package dev.gil.workloads.measure;

import dev.gil.spi.ParallelismStrategy;
import dev.gil.spi.Strategies;
import dev.gil.spi.StrategySettings;
import dev.gil.workloads.Workload;
import dev.gil.workloads.Workloads;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/** Outcomes made up for tests of what is concluded from them. */
final class Samples {
  static final Machine FREE = new Machine(2, 1.99);

  private Samples() {}

  static Workload count() {
    return Workloads.list().getFirst();
  }

  static Plan plan(int tasks, int workers, String... strategies) {
    List<ParallelismStrategy> chosen =
        Strategies.list().stream().filter(s -> List.of(strategies).contains(s.id())).toList();
    return new Plan(
        count(),
        Workload.Form.LOOP,
        1_000,
        tasks,
        chosen,
        StrategySettings.DEFAULTS.workers(workers),
        OptionalInt.empty(),
        3,
        Duration.ZERO,
        42);
  }

  static Row row(String name, double... walls) {
    List<Reading> readings =
        Arrays.stream(walls)
            .mapToObj(wall -> new Reading(wall, wall, Double.NaN, Double.NaN, Double.NaN, 1, "7"))
            .toList();
    return new Row(name, 9, readings);
  }

  /** A row of one run. */
  static Row switching(String name, double wallMs, double cpuMs, double handOffs) {
    return new Row(name, 9, List.of(new Reading(wallMs, cpuMs, handOffs, 0, 0, 1, "7")));
  }

  static Outcome outcome(Machine machine, Row... rows) {
    String[] names = Arrays.stream(rows).map(Row::name).toArray(String[]::new);
    return new Outcome(plan(1, 1, names), machine, List.of(rows), List.of());
  }
}
