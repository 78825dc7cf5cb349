package dev.gil.spi;

import java.util.List;

/**
 * The counters of an executor, at about one moment.
 *
 * @param strategy id of its strategy
 * @param submitted tasks accepted
 * @param rejected tasks refused: full, closed, or not able to travel
 * @param completed tasks that returned
 * @param failed tasks that threw, were timed out or were lost with their worker
 * @param cancelled tasks cancelled
 * @param retried further attempts at tasks whose worker was lost
 * @param unfinished tasks accepted and not ended
 * @param workers of the runner
 */
public record ExecutorSnapshot(
    String strategy,
    long submitted,
    long rejected,
    long completed,
    long failed,
    long cancelled,
    long retried,
    int unfinished,
    List<WorkerSnapshot> workers) {
  /**
   * Copies the list.
   *
   * @param strategy id of its strategy
   * @param submitted tasks accepted
   * @param rejected tasks refused
   * @param completed tasks that returned
   * @param failed tasks that threw, were timed out or were lost
   * @param cancelled tasks cancelled
   * @param retried further attempts
   * @param unfinished tasks accepted and not ended
   * @param workers of the runner
   */
  public ExecutorSnapshot {
    workers = List.copyOf(workers);
  }
}
