package dev.gil.workloads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gil.spi.GilExecutor;
import dev.gil.spi.ParallelismStrategy;
import dev.gil.spi.Strategies;
import dev.gil.spi.StrategySettings;
import dev.gil.spi.Task;
import dev.gil.spi.TaskFuture;
import dev.gil.spi.Trait;
import java.io.ByteArrayOutputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What holds for every workload that waits, on every strategy that runs here. Its servers take
 * seconds to start, so the tests share one trial of each.
 */
class IoWorkloadTest {
  private static final Map<String, Integer> SIZES =
      Map.of("pages", 16, "api", 8, "files", 8, "queries", 8, "hybrid", 6);

  private static final Map<String, Trial<?>> TRIALS = new HashMap<>();

  @AfterAll
  static void end() throws Exception {
    for (Trial<?> trial : TRIALS.values()) {
      trial.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"pages", "api", "files", "queries", "hybrid"})
  void everyStrategyGivesTheSameResult(String id) throws Exception {
    String right = executed(trial(id), strategy("single"));
    assertThat(right).isNotBlank();
    for (ParallelismStrategy strategy : here()) {
      if (!strategy.id().equals("single")) {
        assertThat(executed(trial(id), strategy)).as(strategy.id()).isEqualTo(right);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"pages", "api", "files", "queries", "hybrid"})
  void theFormForAnEventLoopGivesTheSameResult(String id) throws Exception {
    String right = executed(trial(id), strategy("threads"));
    for (String strategy : List.of("eventloop", "threads", "processes")) {
      assertThat(started(trial(id), strategy)).as(strategy).isEqualTo(right);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"pages", "api", "files", "hybrid"})
  void fewerTasksThanStepsTakeSeveralEach(String id) throws Exception {
    try (Trial<?> trial = workload(id).prepare(SIZES.get(id), 2, 42)) {
      assertThat(trial.tasks()).hasSize(2);
      assertThat(executed(trial, strategy("threads")))
          .isEqualTo(executed(trial(id), strategy("threads")));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"pages", "api", "files", "queries", "hybrid"})
  void aMissingPartIsNoticed(String id) {
    assertThatThrownBy(() -> withoutTheLast(trial(id))).isInstanceOf(WrongResultException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pages", "api", "files", "hybrid"})
  void partsOfAnotherServerAreNoticed(String id) throws Exception {
    int size = SIZES.get(id);
    try (Trial<?> other = workload(id).prepare(size, size, 43)) {
      assertThatThrownBy(() -> judgedBy(trial(id), other)).isInstanceOf(WrongResultException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"pages", "api", "files", "queries", "hybrid"})
  void tasksTravel(String id) throws Exception {
    for (Task<?> task : trial(id).tasks()) {
      var bytes = new ByteArrayOutputStream();
      new ObjectOutputStream(bytes).writeObject(task);
      assertThat(bytes.size()).isBetween(1, 3_000);
    }
  }

  private static Trial<?> trial(String id) throws Exception {
    @Nullable Trial<?> made = TRIALS.get(id);
    if (made == null) {
      int size = SIZES.get(id);
      made = workload(id).prepare(size, size, 42);
      TRIALS.put(id, made);
    }
    return made;
  }

  private static Stream<ParallelismStrategy> all() {
    return Strategies.list().stream().filter(strategy -> strategy.unavailable().isEmpty());
  }

  private static List<ParallelismStrategy> here() {
    return all().toList();
  }

  private static ParallelismStrategy strategy(String id) {
    return all().filter(strategy -> strategy.id().equals(id)).findFirst().orElseThrow();
  }

  private static Workload workload(String id) {
    return Workloads.list().stream().filter(w -> w.id().equals(id)).findFirst().orElseThrow();
  }

  private static <T> List<T> parts(Trial<T> trial, ParallelismStrategy strategy) throws Exception {
    boolean workers = strategy.traits().contains(Trait.LOCK_PER_WORKER);
    StrategySettings settings =
        workers
            ? StrategySettings.DEFAULTS.workers(2).inFlight(4)
            : StrategySettings.DEFAULTS.workers(8);
    try (GilExecutor pool = Strategies.open(strategy, settings)) {
      return ended(trial.tasks().stream().map(pool::submit).toList());
    }
  }

  private static <T> List<T> ended(List<TaskFuture<T>> futures) throws Exception {
    List<T> parts = new ArrayList<>();
    for (TaskFuture<T> future : futures) {
      parts.add(future.get(1, TimeUnit.MINUTES));
    }
    return parts;
  }

  private static <T> String executed(Trial<T> trial, ParallelismStrategy strategy)
      throws Exception {
    return trial.result(parts(trial, strategy));
  }

  private static <T> String started(Trial<T> trial, String strategy) throws Exception {
    try (GilExecutor pool = Strategies.open(strategy)) {
      return trial.result(ended(trial.async().stream().map(pool::submitAsync).toList()));
    }
  }

  private static <T> String withoutTheLast(Trial<T> trial) throws Exception {
    List<T> parts = parts(trial, strategy("threads"));
    parts.removeLast();
    return trial.result(parts);
  }

  /** Parts of the same type: both come from the same workload. */
  @SuppressWarnings("unchecked")
  private static <T> String judgedBy(Trial<T> judge, Trial<?> other) throws Exception {
    return judge.result((List<T>) parts(other, strategy("threads")));
  }
}
