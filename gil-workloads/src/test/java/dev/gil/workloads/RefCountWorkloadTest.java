package dev.gil.workloads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gil.spi.GilExecutor;
import dev.gil.spi.Strategies;
import dev.gil.spi.StrategySettings;
import dev.gil.spi.TaskFuture;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefCountWorkloadTest {
  /** Twice, with the same tasks: each execution has objects of its own. */
  @ParameterizedTest
  @ValueSource(strings = {"single", "threads", "free", "processes"})
  void everyStrategyGivesTheSameRightResultEachTime(String strategy) throws Exception {
    try (Trial<Tally> trial = trial(5_000, 3);
        GilExecutor pool = Strategies.open(strategy, StrategySettings.DEFAULTS.workers(2))) {
      for (int execution = 0; execution < 2; execution++) {
        List<Tally> parts = run(trial, pool);
        assertThat(trial.result(parts)).isEqualTo("15000");
        assertThat(trial.faults(parts).values()).containsOnly(0L);
      }
    }
  }

  @Test
  void aFaultIsAWrongResult() throws Exception {
    try (Trial<Tally> trial = trial(10, 1)) {
      for (Tally wrong :
          List.of(
              new Tally(10, 64, 64, 1, 0, 0),
              new Tally(10, 64, 63, 0, 1, 0),
              new Tally(10, 64, 64, 0, 0, 1),
              new Tally(10, 64, 63, 0, 0, 0),
              new Tally(9, 64, 64, 0, 0, 0),
              new Tally(10, 0, 0, 0, 0, 0))) {
        assertThatThrownBy(() -> trial.result(List.of(wrong)))
            .isInstanceOf(WrongResultException.class);
      }
      assertThat(trial.result(List.of(new Tally(10, 64, 64, 0, 0, 0)))).isEqualTo("10");
    }
  }

  /** One thread after the other, plain counts are right: what goes wrong is the threads' doing. */
  @Test
  void theControlIsRightWithoutThreads() throws Exception {
    try (Trial<Tally> trial = trial(100, 1)) {
      List<Tally> parts = new ArrayList<>();
      for (Callable<Tally> body : trial.control()) {
        parts.add(body.call());
      }
      assertThat(trial.faults(parts))
          .isEqualTo(Map.of("below zero", 0L, "leaked", 0L, "used after free", 0L));
    }
  }

  private static List<Tally> run(Trial<Tally> trial, GilExecutor pool) throws Exception {
    List<TaskFuture<Tally>> futures = trial.tasks().stream().map(pool::submit).toList();
    List<Tally> parts = new ArrayList<>();
    for (TaskFuture<Tally> future : futures) {
      parts.add(future.get(1, TimeUnit.MINUTES));
    }
    return parts;
  }

  @SuppressWarnings("unchecked")
  private static Trial<Tally> trial(long size, int tasks) throws Exception {
    return (Trial<Tally>) new RefCountWorkload().prepare(size, tasks, 42);
  }
}
