package dev.gil.workloads.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.spi.ParallelismStrategy;
import dev.gil.spi.Strategies;
import dev.gil.spi.StrategySettings;
import dev.gil.workloads.Workload;
import dev.gil.workloads.Workloads;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Who gets how many workers. */
class PlanTest {
  private static Plan plan(String workload, int workers, OptionalInt inFlight) {
    Workload chosen =
        Workloads.list().stream().filter(w -> w.id().equals(workload)).findFirst().orElseThrow();
    StrategySettings settings = StrategySettings.DEFAULTS.workers(workers);
    return new Plan(
        chosen, Workload.Form.LOOP, 100, 100, List.of(), settings, inFlight, 1, Duration.ZERO, 42);
  }

  private static StrategySettings of(Plan plan, String strategy) {
    ParallelismStrategy chosen =
        Strategies.list().stream().filter(s -> s.id().equals(strategy)).findFirst().orElseThrow();
    return plan.settings(chosen);
  }

  @Test
  void whatWasSaidIsWhatWorkersGetAndThreadsAreAsManyInAll() {
    for (String workload : List.of("pages", "count")) {
      Plan plan = plan(workload, 2, OptionalInt.of(50));
      assertThat(of(plan, "processes").workers()).isEqualTo(2);
      assertThat(of(plan, "processes").inFlight()).isEqualTo(50);
      assertThat(of(plan, "threads").workers()).isEqualTo(100);
    }
  }

  @Test
  void oneInFlightIsNotDealtOut() {
    Plan plan = plan("pages", 100, OptionalInt.of(1));
    assertThat(of(plan, "processes").workers()).isEqualTo(100);
    assertThat(of(plan, "processes").inFlight()).isEqualTo(1);
    assertThat(of(plan, "threads").workers()).isEqualTo(100);
  }

  @Test
  void ifNothingWasSaidProcessesShareWhatWaits() {
    int processors = Runtime.getRuntime().availableProcessors();
    Plan plan = plan("pages", 100 * processors, OptionalInt.empty());
    assertThat(of(plan, "processes").workers()).isEqualTo(processors);
    assertThat(of(plan, "processes").inFlight()).isEqualTo(100);
    assertThat(of(plan, "threads").workers()).isEqualTo(100 * processors);
  }
}
