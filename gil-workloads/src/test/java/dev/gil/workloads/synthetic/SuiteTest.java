package dev.gil.workloads.synthetic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.TaskNotSerializableException;
import dev.gil.spi.GilExecutor;
import dev.gil.spi.RemoteTask;
import dev.gil.spi.Strategies;
import dev.gil.spi.Task;
import dev.gil.workloads.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SuiteTest {
  @Test
  void aSeedDrawsTheSameCasesAgainAndAnotherSeedOthers() {
    assertThat(stories(7)).isEqualTo(stories(7)).isNotEqualTo(stories(8));
  }

  @Test
  void halfOfAtLeastTwentyFourCasesIsDrawn() {
    assertThat(Suite.known()).hasSizeGreaterThanOrEqualTo(12);
    assertThat(Suite.drawn(7)).hasSameSizeAs(Suite.known());
  }

  @Test
  void whatIsSaidToStayCannotTravelAndTheRestCan() throws Exception {
    for (SyntheticWorkload each : all()) {
      try (Trial<?> trial = each.prepare(1, 1, 42)) {
        assertThat(travels(trial.tasks().getFirst()))
            .as(each.id() + ": " + each.story())
            .isEqualTo(!each.story().contains("stays"));
      }
    }
  }

  @Test
  void bothFormsComputeTheSame() throws Exception {
    for (SyntheticWorkload each : all()) {
      try (Trial<?> trial = each.prepare(1, 2, 42)) {
        bothForms(trial, each.id());
      }
    }
  }

  private static <T> void bothForms(Trial<T> trial, String id) throws Exception {
    if (trial.async().isEmpty()) {
      return;
    }
    try (GilExecutor loop = Strategies.open("eventloop")) {
      List<Future<T>> futures = new ArrayList<>();
      trial.async().forEach(task -> futures.add(loop.submitAsync(task)));
      String inStages = trial.result(results(futures));
      futures.clear();
      trial.tasks().forEach(task -> futures.add(loop.submit(task)));
      assertThat(inStages).as(id).isEqualTo(trial.result(results(futures)));
    }
  }

  private static <T> List<T> results(List<Future<T>> futures) throws Exception {
    List<T> results = new ArrayList<>();
    for (Future<T> future : futures) {
      results.add(future.get());
    }
    return results;
  }

  private static boolean travels(Task<?> task) {
    try {
      return RemoteTask.encode("task", task).length > 0;
    } catch (TaskNotSerializableException e) {
      return false;
    }
  }

  private static List<String> stories(long seed) {
    return Suite.drawn(seed).stream().map(SyntheticWorkload::story).toList();
  }

  private static List<SyntheticWorkload> all() {
    return Stream.concat(Suite.known().stream(), Suite.drawn(7).stream()).toList();
  }
}
