package dev.gil.workloads.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gil.spi.Job;
import dev.gil.spi.ParallelismStrategy;
import dev.gil.spi.Runner;
import dev.gil.spi.StrategySettings;
import dev.gil.spi.Task;
import dev.gil.spi.Trait;
import dev.gil.workloads.Trial;
import dev.gil.workloads.Workload;
import dev.gil.workloads.WrongResultException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ExperimentTest {
  private final List<String> log = new ArrayList<>();

  @Test
  void strategiesTakeTurnsAndTheirOrderRotates() throws Exception {
    Outcome outcome = make(new Once("right"), 4);
    List<List<String>> rounds = new ArrayList<>();
    for (int i = 0; i < log.size(); i += 3) {
      rounds.add(log.subList(i, i + 3));
    }
    assertThat(rounds).allSatisfy(round -> assertThat(new HashSet<>(round)).hasSize(3));
    List<List<String>> timed = rounds.subList(rounds.size() - 4, rounds.size());
    for (int i = 1; i < timed.size(); i++) {
      assertThat(timed.get(i).getFirst()).isEqualTo(timed.get(i - 1).getLast());
    }
    assertThat(outcome.rows()).extracting(Row::name).containsExactly("a", "b", "c");
    assertThat(outcome.rows()).allSatisfy(row -> assertThat(row.readings()).hasSize(4));
  }

  @Test
  void everyStrategyIsWarmBeforeTheClock() throws Exception {
    make(new Once("right"), 1);
    assertThat(log.size()).isGreaterThanOrEqualTo(3 * 3);
  }

  @Test
  void aWrongResultEndsTheExperiment() {
    assertThatThrownBy(() -> make(new Once("wrong"), 1))
        .isInstanceOf(WrongResultException.class)
        .hasMessage("wrong");
  }

  @Test
  void plainThreadsAreTheCeiling() throws Exception {
    Plan plan = Samples.plan(2, 2, "single", "threads");
    Outcome outcome = new Experiment(plan, Samples.FREE, (_, _, _) -> {}).make();
    assertThat(outcome.ceiling()).hasSize(plan.width());
    assertThat(outcome.ceiling().getFirst().name()).isEqualTo("1 thread, no gil");
    assertThat(outcome.ceiling()).allSatisfy(row -> assertThat(row.result()).isEqualTo("2000"));
  }

  @Test
  void aLockIsCountedWhereThereIsOne() throws Exception {
    Plan plan = Samples.plan(2, 2, "threads", "free");
    Outcome outcome = new Experiment(plan, Samples.FREE, (_, _, _) -> {}).make();
    assertThat(outcome.row("threads").orElseThrow().handOffs()).isNotNegative();
    assertThat(outcome.row("free").orElseThrow().handOffs()).isNaN();
  }

  private Outcome make(Workload workload, int reps) throws Exception {
    List<ParallelismStrategy> strategies =
        List.of(new Inline("a", log), new Inline("b", log), new Inline("c", log));
    Plan plan =
        new Plan(
            workload,
            Workload.Form.LOOP,
            1,
            1,
            strategies,
            StrategySettings.DEFAULTS,
            OptionalInt.empty(),
            reps,
            Duration.ZERO,
            7);
    return new Experiment(plan, Samples.FREE, (_, _, _) -> {}).make();
  }

  /** Runs jobs on the caller's thread and notes that it did. */
  private record Inline(String id, List<String> log) implements ParallelismStrategy {
    @Override
    public Set<Trait> traits() {
      return Set.of(Trait.SHARES_HEAP);
    }

    @Override
    public Runner open(StrategySettings settings) {
      return new Runner() {
        @Override
        public void start(Job<?> job) {
          log.add(id);
          job.run();
        }

        @Override
        public boolean close(boolean now, Duration wait) {
          return true;
        }
      };
    }
  }

  /** One task, whose result is right or wrong as told. */
  private record Once(String result) implements Workload {
    @Override
    public String id() {
      return "once";
    }

    @Override
    public String story() {
      return "does nothing";
    }

    @Override
    public Kind kind() {
      return Kind.CPU;
    }

    @Override
    public Size size() {
      return new Size("things", 1, 1, 1, 1);
    }

    @Override
    public int tasks(int workers) {
      return 1;
    }

    @Override
    public Trial<String> prepare(long size, int tasks, long seed) {
      String returned = result;
      return new Trial<>() {
        @Override
        public List<Task<String>> tasks() {
          return List.of(_ -> returned);
        }

        @Override
        public String result(List<String> parts) {
          if (!parts.equals(List.of("right"))) {
            throw new WrongResultException(parts.getFirst());
          }
          return "right";
        }
      };
    }
  }
}
