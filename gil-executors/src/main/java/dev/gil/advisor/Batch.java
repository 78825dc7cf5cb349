package dev.gil.advisor;

import dev.gil.spi.AsyncTask;
import dev.gil.spi.StrategySettings;
import dev.gil.spi.Task;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tasks that are to be run together, and again and again: a measurement runs each of them some tens
 * of times, so what they do must be harmless to repeat. Immutable.
 *
 * {@snippet :
 * Batch.of("thumbnails", () -> files.stream().map(Thumbnails::task).toList()).atOnce(64);
 * }
 *
 * @param <T> what a task returns
 * @param name of the kind of task: profiles are remembered by it and by {@code inputSize}
 * @param tasks asked for anew before each execution; always as many, that do the same
 * @param async the same work in tasks that return stages; gives an empty list if there is no such
 *     form
 * @param atOnce tasks to be under way at once; empty for what the measurement suggests
 * @param settings of the executors; its number of workers is not used
 * @param inputSize how large the input of a task is, in any unit
 */
public record Batch<T extends @Nullable Object>(
    String name,
    Supplier<List<Task<T>>> tasks,
    Supplier<List<AsyncTask<T>>> async,
    OptionalInt atOnce,
    StrategySettings settings,
    long inputSize) {
  private static final int MOST_AT_ONCE = 1_024;

  /**
   * Checks the values.
   *
   * @param name of the kind of task
   * @param tasks asked for anew before each execution
   * @param async the same work in tasks that return stages
   * @param atOnce from 1 to 1,024
   * @param settings of the executors
   * @param inputSize in any unit
   * @throws IllegalArgumentException if {@code atOnce} is out of range
   */
  public Batch {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(tasks, "tasks");
    Objects.requireNonNull(async, "async");
    Objects.requireNonNull(settings, "settings");
    if (atOnce.isPresent() && (atOnce.getAsInt() < 1 || atOnce.getAsInt() > MOST_AT_ONCE)) {
      throw new IllegalArgumentException(
          "atOnce " + atOnce.getAsInt() + " is outside 1 to " + MOST_AT_ONCE);
    }
  }

  /**
   * A batch of one task, so many times.
   *
   * @param <T> what it returns
   * @param task to be run
   * @param count how often, at least 1
   * @return a batch named after the task's class
   * @throws IllegalArgumentException if {@code count} is less than 1
   */
  public static <T extends @Nullable Object> Batch<T> of(Task<T> task, int count) {
    if (count < 1) {
      throw new IllegalArgumentException("a batch of " + count + " tasks");
    }
    List<Task<T>> all = Collections.nCopies(count, task);
    return of(task.getClass().getName(), () -> all);
  }

  /**
   * A batch of tasks.
   *
   * @param <T> what a task returns
   * @param name of the kind of task
   * @param tasks asked for anew before each execution; always as many, that do the same
   * @return a batch without an async form
   */
  public static <T extends @Nullable Object> Batch<T> of(
      String name, Supplier<List<Task<T>>> tasks) {
    return new Batch<>(name, tasks, List::of, OptionalInt.empty(), StrategySettings.DEFAULTS, 0);
  }

  /**
   * This batch with a form for event loops.
   *
   * @param form the same work in tasks that return stages
   * @return a copy
   */
  public Batch<T> async(Supplier<List<AsyncTask<T>>> form) {
    return new Batch<>(name, tasks, form, atOnce, settings, inputSize);
  }

  /**
   * This batch with so many tasks under way at once: threads, or tasks in flight of all processes
   * together.
   *
   * @param count from 1 to 1,024
   * @return a copy
   * @throws IllegalArgumentException if {@code count} is out of range
   */
  public Batch<T> atOnce(int count) {
    return new Batch<>(name, tasks, async, OptionalInt.of(count), settings, inputSize);
  }

  /**
   * This batch with other settings, such as classes that may travel.
   *
   * @param of all executors; the number of workers is not used
   * @return a copy
   */
  public Batch<T> settings(StrategySettings of) {
    return new Batch<>(name, tasks, async, atOnce, of, inputSize);
  }

  /**
   * This batch with the size of its input, by which its profile is remembered.
   *
   * @param size of the input of a task, in any unit
   * @return a copy
   */
  public Batch<T> inputSize(long size) {
    return new Batch<>(name, tasks, async, atOnce, settings, size);
  }
}
