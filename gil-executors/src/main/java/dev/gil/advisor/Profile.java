package dev.gil.advisor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * What was measured of a batch of tasks. Immutable.
 *
 * @param name of the kind of task
 * @param tasks how many the batch has
 * @param cores that were there
 * @param pieces of those tasks that were measured alone, in their order
 * @param alone by one thread
 * @param together by as many threads as processors, under one lock; with one processor as {@code
 *     alone}
 * @param unlocked by as many threads as processors, without a lock; empty unless the code is said
 *     to be thread-safe
 * @param travel what it takes to send a task elsewhere
 * @param spread the standard deviation of repeated runs, as a share of their mean
 * @param probeMs what measuring took
 */
public record Profile(
    String name,
    int tasks,
    Cores cores,
    List<Piece> pieces,
    Load alone,
    Load together,
    Optional<Load> unlocked,
    Travel travel,
    double spread,
    double probeMs) {
  /** A thread that waited so much of its time for a processor was not alone on the machine. */
  private static final double TOO_MUCH_WAITING = 0.1;

  /**
   * Copies the list.
   *
   * @param name of the kind of task
   * @param tasks how many the batch has
   * @param cores that were there
   * @param pieces at least one
   * @param alone by one thread
   * @param together under one lock
   * @param unlocked without a lock
   * @param travel what it takes to send a task elsewhere
   * @param spread of repeated runs
   * @param probeMs what measuring took
   * @throws IllegalArgumentException if there are no pieces
   */
  public Profile {
    pieces = List.copyOf(pieces);
    if (pieces.isEmpty()) {
      throw new IllegalArgumentException("batch \"" + name + "\" has no tasks");
    }
  }

  /**
   * One task, run alone: medians of some runs, in milliseconds.
   *
   * @param wallMs from begin to end, less what it waited for a processor
   * @param cpuMs that it computed
   * @param detachedMs that it was without the lock
   * @param detachedCpuMs that it computed meanwhile
   */
  public record Piece(double wallMs, double cpuMs, double detachedMs, double detachedCpuMs) {
    double blockedMs() {
      return Math.max(0, wallMs - cpuMs);
    }

    double detachedBlockedMs() {
      return Math.min(blockedMs(), Math.max(0, detachedMs - detachedCpuMs));
    }

    double attachedBlockedMs() {
      return blockedMs() - detachedBlockedMs();
    }

    double attachedCpuMs() {
      return Math.max(0, cpuMs - detachedCpuMs);
    }

    Piece computing(double factor) {
      return new Piece(
          blockedMs() + factor * cpuMs,
          factor * cpuMs,
          detachedMs - detachedCpuMs + factor * detachedCpuMs,
          factor * detachedCpuMs);
    }
  }

  /**
   * What it takes to send a task to another JVM, and its result back.
   *
   * @param refused why it cannot be sent, with the path of the field; empty if it can
   * @param taskBytes the task as bytes
   * @param writeMs to write it
   * @param readMs to read it there
   * @param resultBytes the result as bytes
   * @param resultWriteMs to write that
   * @param resultReadMs to read it here
   */
  public record Travel(
      Optional<String> refused,
      long taskBytes,
      double writeMs,
      double readMs,
      long resultBytes,
      double resultWriteMs,
      double resultReadMs) {
    static Travel refused(String why) {
      return new Travel(Optional.of(why), 0, 0, 0, 0, 0, 0);
    }

    Travel carrying(double factor) {
      return new Travel(
          refused,
          (long) (factor * taskBytes),
          factor * writeMs,
          factor * readMs,
          (long) (factor * resultBytes),
          factor * resultWriteMs,
          factor * resultReadMs);
    }

    /** Both ways. */
    long bytes() {
      return taskBytes + resultBytes;
    }
  }

  /**
   * Why nothing should be concluded from it.
   *
   * @return empty if the machine was free enough
   */
  public List<String> noise() {
    List<String> reasons = new ArrayList<>();
    if (!cores.isFree()) {
      reasons.add(cores.inWords());
    }
    if (alone.runQueueShare() > TOO_MUCH_WAITING) {
      reasons.add(
          Words.percent(alone.runQueueShare())
              + " of a single thread's time it waited for a processor");
    }
    return reasons;
  }

  /** As if tasks computed so many times as long. */
  Profile computing(double factor) {
    return with(pieces.stream().map(piece -> piece.computing(factor)).toList(), travel, tasks);
  }

  /** As if so many times as many bytes travelled. */
  Profile carrying(double factor) {
    return with(pieces, travel.carrying(factor), tasks);
  }

  /** As if there were so many tasks. */
  Profile counting(int count) {
    return with(pieces, travel, count);
  }

  private Profile with(List<Piece> others, Travel journey, int count) {
    return new Profile(
        name, count, cores, others, alone, together, unlocked, journey, spread, probeMs);
  }

  double meanMs(ToDoubleFunction<Piece> figure) {
    return pieces.stream().mapToDouble(figure).average().orElseThrow();
  }
}
