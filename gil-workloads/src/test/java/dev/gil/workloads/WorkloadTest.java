package dev.gil.workloads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gil.spi.GilExecutor;
import dev.gil.spi.Strategies;
import dev.gil.spi.StrategySettings;
import dev.gil.spi.Task;
import dev.gil.spi.TaskFuture;
import java.io.ByteArrayOutputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every workload of the catalogue, at sizes that take no time. */
class WorkloadTest {
  @ParameterizedTest
  @CsvSource({
    "count, 1, 1, 1",
    "count, 1000, 2, 2000",
    "count, 1000, 7, 7000",
    "primes, 1, 1, 1",
    "primes, 3, 2, 3",
    "primes, 4, 40, 4",
    "primes, 10000, 16, 10000",
    "refcount, 1, 1, 1",
    "refcount, 1000, 2, 2000",
    "refcount, 1000, 7, 7000",
    "matmul, 1, 1, -0.0371364",
    "matmul, 64, 3, 4.96358",
    "encrypt, 1, 1, 00000000ec951752",
    "encrypt, 300, 3, 00000384ad67a469",
    "train, 1, 2, '2 models, each right on 70 % or more'",
    "resize, 1, 1, 1231d56f",
    "resize, 3, 2, 499be4b1af"
  })
  void tasksUnderALockGiveTheRightResultInEveryForm(String id, long size, int tasks, String result)
      throws Exception {
    for (Workload.Form form : workload(id).forms()) {
      try (Trial<?> trial = workload(id).prepare(form, size, tasks, 42)) {
        assertThat(trial.tasks()).hasSize(tasks);
        assertThat(underALock(trial)).as("by %s", form).isEqualTo(result);
      }
    }
  }

  @Test
  void aFormThatIsNotThereIsRefused() {
    assertThatThrownBy(() -> workload("count").prepare(Workload.Form.KERNEL, 1, 1, 42))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("workload \"count\" has no form KERNEL");
  }

  @ParameterizedTest
  @ValueSource(strings = {"count", "primes", "encrypt"})
  void plainBodiesGiveTheResultOfTheTasks(String id) throws Exception {
    try (Trial<?> trial = workload(id).prepare(3_000, 3, 42)) {
      assertThat(plainly(trial)).isEqualTo(underALock(trial));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"count", "primes", "encrypt"})
  void aMissingPartIsNoticed(String id) throws Exception {
    try (Trial<?> trial = workload(id).prepare(3_000, 3, 42)) {
      assertThatThrownBy(() -> withoutTheLast(trial)).isInstanceOf(WrongResultException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"count", "primes", "encrypt"})
  void aPartOfAnotherSizeIsNoticed(String id) throws Exception {
    try (Trial<?> trial = workload(id).prepare(3_000, 2, 42);
        Trial<?> other = workload(id).prepare(2_999, 2, 42)) {
      assertThatThrownBy(() -> judgedBy(trial, other)).isInstanceOf(WrongResultException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"count", "primes", "refcount", "matmul", "encrypt", "train", "resize"})
  void tasksTravelInEveryForm(String id) throws Exception {
    for (Workload.Form form : workload(id).forms()) {
      try (Trial<?> trial = workload(id).prepare(form, 100, 2, 42)) {
        for (Task<?> task : trial.tasks()) {
          var bytes = new ByteArrayOutputStream();
          new ObjectOutputStream(bytes).writeObject(task);
          assertThat(bytes.size()).isBetween(1, 2_000);
        }
      }
    }
  }

  private static Workload workload(String id) {
    return Workloads.list().stream().filter(w -> w.id().equals(id)).findFirst().orElseThrow();
  }

  private static <T> String underALock(Trial<T> trial) throws Exception {
    List<T> parts = new ArrayList<>();
    try (GilExecutor pool = Strategies.open("threads", StrategySettings.DEFAULTS.workers(2))) {
      List<TaskFuture<T>> futures = trial.tasks().stream().map(pool::submit).toList();
      for (TaskFuture<T> future : futures) {
        parts.add(future.get(1, TimeUnit.MINUTES));
      }
    }
    return trial.result(parts);
  }

  private static <T> String plainly(Trial<T> trial) throws Exception {
    return trial.result(plainParts(trial));
  }

  private static <T> List<T> plainParts(Trial<T> trial) throws Exception {
    List<T> parts = new ArrayList<>();
    for (Callable<T> body : trial.plain()) {
      parts.add(body.call());
    }
    return parts;
  }

  private static <T> String withoutTheLast(Trial<T> trial) throws Exception {
    List<T> parts = plainParts(trial);
    parts.removeLast();
    return trial.result(parts);
  }

  /** Parts of the same type: both come from the same workload. */
  @SuppressWarnings("unchecked")
  private static <T> String judgedBy(Trial<T> judge, Trial<?> other) throws Exception {
    return judge.result((List<T>) plainParts(other));
  }
}
