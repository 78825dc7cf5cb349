package dev.gil.executors.processes;

import dev.gil.spi.WorkerLimits;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which worker is to be replaced though it works, or killed for its size. Guarded by the mutex of
 * the {@link ProcessRunner}.
 *
 * <p>The number of tasks is exact: a worker is never given more than it may run, so it cannot wait
 * for others, and those that start together are kept apart by giving their first processes less.
 * Age and size are soft: one worker at a time, and only while every other one, spares too, is
 * ready. So a worker that works is never given up while it is not known whether another can start.
 */
final class Recycling {
  private final WorkerLimits limits;
  private final List<Worker> workers;
  private final int places;
  private final Set<Worker> started = new HashSet<>();

  /**
   * For these workers.
   *
   * @param places how many of them have tasks at a time
   */
  Recycling(WorkerLimits limits, List<Worker> workers, int places) {
    this.limits = limits;
    this.workers = workers;
    this.places = places;
  }

  /** How many tasks the next process of a worker may have, from first to last. */
  int allowance(Worker worker) {
    int all = limits.recycleAfterTasks().orElse(Integer.MAX_VALUE);
    boolean first = started.add(worker);
    if (!first || limits.recycleAfterTasks().isEmpty()) {
      return all;
    }
    long place = (worker.number() - 1L) % places;
    return all - (int) (place * all / places);
  }

  /**
   * The oldest of those that are due by age or size, if one can be spared now.
   *
   * @param resident bytes by process id
   */
  @Nullable Worker due(Map<Long, Long> resident) {
    if (!workers.stream().allMatch(worker -> worker.state() == Worker.State.READY)) {
      return null;
    }
    return workers.stream()
        .filter(worker -> isOld(worker) || isAbove(limits.recycleAbove(), worker, resident))
        .max(Comparator.comparing(Worker::age))
        .orElse(null);
  }

  private boolean isOld(Worker worker) {
    return limits.recycleAfter().filter(most -> isOver(worker.age(), most)).isPresent();
  }

  private static boolean isOver(Duration age, Duration most) {
    return age.compareTo(most) >= 0;
  }

  /**
   * Whether a worker is to be killed, or only replaced if it has no tasks.
   *
   * @param resident bytes by process id
   */
  boolean isTooLarge(Worker worker, Map<Long, Long> resident) {
    return worker.isUp() && isAbove(limits.killAbove(), worker, resident);
  }

  /** What there is to say of one that is too large. */
  String tooLarge(Worker worker, Map<Long, Long> resident) {
    return "it had "
        + mebibytes(resident(worker, resident))
        + " of resident memory, more than the "
        + mebibytes(limits.killAbove().orElseThrow())
        + " of WorkerLimits.killAbove";
  }

  private static String mebibytes(long bytes) {
    return String.format(Locale.ROOT, "%,d MiB", bytes >> 20);
  }

  /** One that has done nothing would be followed by one that is as large. */
  private static boolean isAbove(OptionalLong limit, Worker worker, Map<Long, Long> resident) {
    return resident(worker, resident) > limit.orElse(Long.MAX_VALUE) && worker.hasBegunAny();
  }

  private static long resident(Worker worker, Map<Long, Long> resident) {
    @Nullable Child process = worker.process();
    return process == null ? 0 : resident.getOrDefault(process.pid(), 0L);
  }
}
