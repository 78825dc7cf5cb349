package dev.gil.advisor;

import dev.gil.spi.AsyncTask;
import dev.gil.spi.GilExecutor;
import dev.gil.spi.Strategies;
import dev.gil.spi.Task;
import dev.gil.spi.TaskFuture;
import dev.gil.spi.TaskOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Runs a batch by some strategies, turn and turn about, so that what disturbs one disturbs all. */
final class Race<T extends @Nullable Object> implements AutoCloseable {
  private static final int LEAST_WARM_UPS = 2;
  private static final int MOST_WARM_UPS = 6;
  private static final double STABLE = 0.05;
  private static final int LEAST_RUNS = 3;
  private static final int MOST_RUNS = 9;
  private static final double ENOUGH_MS = 600;
  private static final double TOO_LONG_MS = 1_500;

  /** A task that hangs must not keep the advisor. */
  private static final TaskOptions OPTIONS = TaskOptions.deadline(Duration.ofMinutes(1));

  private final Batch<T> batch;
  private final int tasks;
  private final List<Lane> lanes = new ArrayList<>();

  private record Lane(Candidate candidate, GilExecutor executor, List<Double> runs) {}

  /**
   * Opens all strategies.
   *
   * @param expectedMs of the slowest of them
   */
  Race(Batch<T> batch, int tasks, List<Candidate> candidates, int atOnce, double expectedMs) {
    this.batch = batch;
    this.tasks =
        expectedMs <= TOO_LONG_MS
            ? tasks
            : Math.clamp((long) (tasks * TOO_LONG_MS / expectedMs), Math.min(tasks, atOnce), tasks);
    try {
      for (Candidate candidate : candidates) {
        lanes.add(
            new Lane(
                candidate,
                Strategies.open(candidate.strategy(), candidate.settings(batch.settings(), atOnce)),
                new ArrayList<>()));
      }
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  List<Check> run() throws InterruptedException, ExecutionException {
    warmUp();
    double spent = 0;
    for (int run = 0; run < LEAST_RUNS || (run < MOST_RUNS && spent < ENOUGH_MS); run++) {
      for (Lane lane : lanes) {
        double ms = execute(lane);
        lane.runs.add(ms);
        spent += ms;
      }
    }
    return lanes.stream().map(l -> new Check(l.candidate.id(), l.runs, tasks)).toList();
  }

  /** Until none of them gets faster: the code of a worker process is compiled later than here. */
  private void warmUp() throws InterruptedException, ExecutionException {
    double[] fastest = new double[lanes.size()];
    Arrays.fill(fastest, Double.POSITIVE_INFINITY);
    boolean stable = false;
    for (int round = 0; round < LEAST_WARM_UPS || (!stable && round < MOST_WARM_UPS); round++) {
      stable = true;
      for (int i = 0; i < fastest.length; i++) {
        double ms = execute(lanes.get(i));
        stable &= ms > (1 - STABLE) * fastest[i];
        fastest[i] = Math.min(fastest[i], ms);
      }
    }
  }

  private double execute(Lane lane) throws InterruptedException, ExecutionException {
    boolean async = lane.candidate.kind() == Kind.LOOP;
    List<AsyncTask<T>> stages = async ? batch.async().get().subList(0, tasks) : List.of();
    List<Task<T>> blocking = async ? List.of() : batch.tasks().get().subList(0, tasks);
    List<TaskFuture<T>> futures = new ArrayList<>(tasks);
    long from = System.nanoTime();
    try {
      stages.forEach(task -> futures.add(lane.executor.submitAsync(OPTIONS, task)));
      blocking.forEach(task -> futures.add(lane.executor.submit(OPTIONS, task)));
      for (TaskFuture<T> future : futures) {
        future.get();
      }
    } finally {
      futures.forEach(future -> future.cancel(true));
    }
    return (System.nanoTime() - from) / 1e6;
  }

  @Override
  public void close() {
    lanes.forEach(lane -> lane.executor.shutdownNow());
    lanes.forEach(lane -> lane.executor.close());
  }
}
