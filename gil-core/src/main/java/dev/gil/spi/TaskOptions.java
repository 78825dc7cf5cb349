package dev.gil.spi;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How one task is to be run. Immutable; start from {@link #NONE} or {@link #deadline(Duration)}.
 *
 * {@snippet :
 * var careful = TaskOptions.deadline(Duration.ofSeconds(2)).idempotent(3);
 * pool.submit(careful, gil -> resize(image));
 * }
 *
 * @param limit from submit to result; empty for none
 * @param attempts how often the task may be begun, if its worker is lost
 * @param progress who hears of its progress; empty for nobody
 * @param name what errors call it; empty for its class
 */
public record TaskOptions(
    Optional<Duration> limit, int attempts, Optional<Progress> progress, Optional<String> name) {
  /** No deadline, one attempt, nobody listening, no label. */
  public static final TaskOptions NONE =
      new TaskOptions(Optional.empty(), 1, Optional.empty(), Optional.empty());

  /**
   * Checks the values.
   *
   * @param limit more than zero
   * @param attempts at least 1
   * @param progress who hears of its progress
   * @param name what errors call it; not blank
   * @throws IllegalArgumentException if a value is out of range
   */
  public TaskOptions {
    if (limit.isPresent() && !limit.get().isPositive()) {
      throw new IllegalArgumentException("deadline " + limit.get() + " is not more than zero");
    }
    if (attempts < 1) {
      throw new IllegalArgumentException("attempts " + attempts + " is less than 1");
    }
    Objects.requireNonNull(progress, "progress");
    if (name.isPresent() && name.get().isBlank()) {
      throw new IllegalArgumentException("the label is blank");
    }
  }

  /**
   * A task that must have its result in time, counted from submit: waiting in the queue counts,
   * retries too. When it passes, the future fails with {@link dev.gil.TaskTimeoutException} and the
   * task is stopped.
   *
   * @param limit more than zero
   * @return options with this deadline and nothing else
   * @throws IllegalArgumentException if {@code limit} is not more than zero
   */
  public static TaskOptions deadline(Duration limit) {
    return NONE.within(limit);
  }

  /**
   * These options with a deadline; see {@link #deadline(Duration)}.
   *
   * @param limit more than zero
   * @return a copy
   * @throws IllegalArgumentException if {@code limit} is not more than zero
   */
  public TaskOptions within(Duration limit) {
    return new TaskOptions(Optional.of(limit), attempts, progress, name);
  }

  /**
   * Declares that running the task twice does no harm, so that it may be begun again if its worker
   * is lost. Without this it is begun at most once. What the task itself throws is never retried.
   *
   * @param attempts how often it may be begun, at least 1
   * @return a copy
   * @throws IllegalArgumentException if {@code attempts} is less than 1
   */
  public TaskOptions idempotent(int attempts) {
    return new TaskOptions(limit, attempts, progress, name);
  }

  /**
   * Listens to {@link dev.gil.Attachment#progress(long, long)} of the task.
   *
   * @param listener stays here, wherever the task runs
   * @return a copy
   */
  public TaskOptions onProgress(Progress listener) {
    return new TaskOptions(limit, attempts, Optional.of(listener), name);
  }

  /**
   * Names the task in errors and pictures.
   *
   * @param label not blank
   * @return a copy
   * @throws IllegalArgumentException if {@code label} is blank
   */
  public TaskOptions label(String label) {
    return new TaskOptions(limit, attempts, progress, Optional.of(label));
  }
}
