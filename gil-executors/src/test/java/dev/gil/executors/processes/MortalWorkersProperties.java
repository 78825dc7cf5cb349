package dev.gil.executors.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gil.WorkerCrashedException;
import dev.gil.spi.GilExecutor;
import dev.gil.spi.Strategies;
import dev.gil.spi.StrategySettings;
import dev.gil.spi.TaskFuture;
import dev.gil.spi.TaskOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * Whatever workers die at whatever byte or step, with threads and all: every task ends, right or
 * lost, none is lost that may be begun again, and none runs more often than it may.
 */
class MortalWorkersProperties {
  private static final int MOST_TASKS = 100;
  private static final int ATTEMPTS = 10; // more than there are deaths
  private static AtomicIntegerArray runs = new AtomicIntegerArray(0); // workers are in this JVM

  /** Late enough that its worker has begun something: nobody pauses before the next start then. */
  private static Fate fate(int number) {
    int when = 2 + number / 3 % 60;
    return switch (number % 3) {
      case 0 -> Fate.beforeBegin(when);
      case 1 -> Fate.afterBegin(when);
      default -> Fate.afterSending(when * 7);
    };
  }

  private static int run(int task) {
    runs.incrementAndGet(task);
    return task;
  }

  @Property(tries = 60)
  void everyTaskEndsAndNoneRunsMoreOftenThanItMay(
      @ForAll @Size(max = 6) List<@IntRange(max = 9_999) Integer> numbers,
      @ForAll @IntRange(min = 1, max = MOST_TASKS) int tasks,
      @ForAll @IntRange(min = 1, max = 2) int workers,
      @ForAll @IntRange(min = 1, max = 3) int inFlight,
      @ForAll @IntRange(max = 1) int spares,
      @ForAll @IntRange(min = 1, max = 300) int bytes)
      throws Exception {
    runs = new AtomicIntegerArray(tasks);
    List<Fate> fates = numbers.stream().map(MortalWorkersProperties::fate).toList();
    StrategySettings settings =
        StrategySettings.DEFAULTS.workers(workers).inFlight(inFlight).spares(spares);
    List<Integer> lost = new ArrayList<>();
    try (GilExecutor pool = Strategies.open(new InMemoryProcesses(bytes, fates), settings)) {
      List<TaskFuture<Integer>> futures = new ArrayList<>();
      for (int i = 0; i < tasks; i++) {
        int task = i;
        TaskOptions options = i % 2 == 0 ? TaskOptions.NONE : TaskOptions.NONE.idempotent(ATTEMPTS);
        futures.add(pool.submit(options, gil -> run(task)));
      }
      for (int i = 0; i < tasks; i++) {
        TaskFuture<Integer> future = futures.get(i);
        @Nullable ExecutionException failed =
            catchThrowableOfType(
                ExecutionException.class,
                () ->
                    assertThat(future.get(PoolTest.LIMIT_SECONDS, TimeUnit.SECONDS))
                        .isEqualTo(future.resultNow()));
        if (failed == null) {
          assertThat((Object) future.resultNow()).as("task %s", i).isEqualTo(i);
        } else {
          assertThat(failed).as("task %s", i).hasCauseInstanceOf(WorkerCrashedException.class);
          assertThat(i % 2).as("task %s may be begun again", i).isZero();
          lost.add(i);
        }
      }
    }
    for (int i = 0; i < tasks; i++) {
      int most = i % 2 == 0 ? 1 : 1 + fates.size();
      assertThat(runs.get(i)).as("runs of task %s", i).isBetween(0, most);
    }
    long unrun = lost.stream().filter(i -> runs.get(i) == 0).count();
    assertThat(unrun).as("lost as they began").isLessThanOrEqualTo((long) fates.size() * inFlight);
  }
}
