package dev.gil.spi;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * When a worker process is replaced by a new one though it works, since what leaks, grows or goes
 * stale in it goes with it; and how much memory it may have. Immutable; start from {@link #NONE}.
 *
 * {@snippet :
 * StrategySettings.DEFAULTS.limits(WorkerLimits.NONE.recycleAfterTasks(1_000).heap(256L << 20));
 * }
 *
 * <p><b>Recycling</b> costs no task anything. The worker gets no further ones, those that run in it
 * end, what it was sent and has not begun goes to others, then it exits in order, shutdown hooks
 * included, and a new one takes its place. With {@linkplain StrategySettings#spares() spares} one
 * of them takes over at once; without, the place is empty for the start of a JVM. Several limits
 * may be set: the first that is reached counts.
 *
 * <p><b>Killing</b> is for what would take the machine with it: the tasks that run in the worker
 * fail with {@link dev.gil.WorkerOutOfMemoryException}, or are begun anew if idempotent.
 *
 * @param recycleAfterTasks the most tasks that one process runs, at least 1. A chunk of a map is
 *     one. First processes have less, so that those which start together do not end together
 * @param recycleAfter age of a process, from 1 second to 1,000 days. One at a time: others that are
 *     due go on until it is replaced
 * @param recycleAbove bytes of resident memory, at least 64 MiB and below {@code killAbove}, looked
 *     at some four times a second, once the process has begun a task. One at a time, as by age
 * @param heap bytes that a worker's heap may grow to, at least 16 MiB
 * @param killAbove bytes of resident memory, at least 64 MiB, looked at as for {@code recycleAbove}
 */
public record WorkerLimits(
    OptionalInt recycleAfterTasks,
    Optional<Duration> recycleAfter,
    OptionalLong recycleAbove,
    OptionalLong heap,
    OptionalLong killAbove) {
  /** No limits: a worker lives until it dies or the executor is closed. */
  public static final WorkerLimits NONE =
      new WorkerLimits(
          OptionalInt.empty(),
          Optional.empty(),
          OptionalLong.empty(),
          OptionalLong.empty(),
          OptionalLong.empty());

  private static final Duration LEAST_AGE = Duration.ofSeconds(1);
  private static final Duration MOST_AGE = Duration.ofDays(1_000);
  private static final long LEAST_RESIDENT = 64L << 20;
  private static final long LEAST_HEAP = 16L << 20;

  /**
   * Checks the values.
   *
   * @param recycleAfterTasks at least 1
   * @param recycleAfter from 1 second to 1,000 days
   * @param recycleAbove at least 64 MiB, and below {@code killAbove}
   * @param heap at least 16 MiB
   * @param killAbove at least 64 MiB
   * @throws IllegalArgumentException if a value is out of range: the message names it
   */
  public WorkerLimits {
    recycleAfterTasks.ifPresent(tasks -> atLeast("recycleAfterTasks", tasks, 1, "task"));
    recycleAfter.ifPresent(WorkerLimits::checkAge);
    recycleAbove.ifPresent(bytes -> atLeast("recycleAbove", bytes, LEAST_RESIDENT, "bytes"));
    heap.ifPresent(bytes -> atLeast("heap", bytes, LEAST_HEAP, "bytes"));
    killAbove.ifPresent(bytes -> atLeast("killAbove", bytes, LEAST_RESIDENT, "bytes"));
    if (recycleAbove.orElse(0) >= killAbove.orElse(Long.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "recycleAbove "
              + recycleAbove.getAsLong()
              + " is not below killAbove "
              + killAbove.getAsLong()
              + ": workers would be killed before they can be replaced in order");
    }
  }

  private static void atLeast(String name, long value, long least, String unit) {
    if (value < least) {
      throw new IllegalArgumentException(
          name + " " + value + " is less than " + least + " " + unit);
    }
  }

  private static void checkAge(Duration age) {
    if (age.compareTo(LEAST_AGE) < 0 || age.compareTo(MOST_AGE) > 0) {
      throw new IllegalArgumentException(
          "recycleAfter " + age + " is outside 1 second to 1,000 days");
    }
  }

  /**
   * These limits with a number of tasks: no process runs more. With 1 each task has a process of
   * its own.
   *
   * @param tasks at least 1
   * @return a copy
   * @throws IllegalArgumentException if {@code tasks} is out of range
   */
  public WorkerLimits recycleAfterTasks(int tasks) {
    return new WorkerLimits(OptionalInt.of(tasks), recycleAfter, recycleAbove, heap, killAbove);
  }

  /**
   * These limits with an age. A worker without tasks is replaced at it too, and so is a spare.
   *
   * @param age from 1 second to 1,000 days
   * @return a copy
   * @throws IllegalArgumentException if {@code age} is out of range
   */
  public WorkerLimits recycleAfter(Duration age) {
    return new WorkerLimits(recycleAfterTasks, Optional.of(age), recycleAbove, heap, killAbove);
  }

  /**
   * These limits with a size. Resident memory is what of a process is in main memory: the heap that
   * was ever used, code, stacks, what native libraries allocated; also files and memory that it has
   * mapped and shares with others, such as the JDK's own, large arguments and segments. So it is
   * above what the process alone keeps, and the heap of a JVM may grow to a quarter of the machine
   * before it is collected: give {@link #heap(long)} too.
   *
   * <p>Linux tells it in {@code /proc}; elsewhere {@code ps} is asked, once in two seconds. Where
   * neither is there, a warning says so and the limit does nothing. On Linux it is the sum of
   * {@code RssAnon}, {@code RssFile} and {@code RssShmem}.
   *
   * @param bytes at least 64 MiB and below {@code killAbove}; a worker that has done nothing has
   *     some 50
   * @return a copy
   * @throws IllegalArgumentException if {@code bytes} is out of range
   */
  public WorkerLimits recycleAbove(long bytes) {
    return new WorkerLimits(
        recycleAfterTasks, recycleAfter, OptionalLong.of(bytes), heap, killAbove);
  }

  /**
   * These limits with a limit for the heap: the worker's JVM gets it as {@code -Xmx}, unless {@link
   * StrategySettings#workerArguments()} say one, which win. It is exact, and costs nothing. A task
   * that needs more ends its worker, and fails with {@link dev.gil.WorkerOutOfMemoryException}.
   * What native code, direct buffers, code and stacks take is not of the heap.
   *
   * @param bytes at least 16 MiB; without it, a quarter of the machine's memory
   * @return a copy
   * @throws IllegalArgumentException if {@code bytes} is out of range
   */
  public WorkerLimits heap(long bytes) {
    return new WorkerLimits(
        recycleAfterTasks, recycleAfter, recycleAbove, OptionalLong.of(bytes), killAbove);
  }

  /**
   * These limits with a size above which a worker is killed, whatever took the memory: native code
   * too. Its tasks fail with {@link dev.gil.WorkerOutOfMemoryException}, which names the size and
   * the limit, or are begun anew if idempotent. One without tasks is replaced in order.
   *
   * <p>Resident memory as in {@link #recycleAbove(long)}: pages that the worker shares with this
   * JVM or with others, of large arguments and shared segments it has mapped, count in full for
   * each worker. It is looked at from time to time, so a worker may exceed it for a moment: this
   * does not replace a limit by the system.
   *
   * @param bytes at least 64 MiB, above {@code recycleAbove}
   * @return a copy
   * @throws IllegalArgumentException if {@code bytes} is out of range
   */
  public WorkerLimits killAbove(long bytes) {
    return new WorkerLimits(
        recycleAfterTasks, recycleAfter, recycleAbove, heap, OptionalLong.of(bytes));
  }
}
