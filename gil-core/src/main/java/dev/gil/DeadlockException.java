package dev.gil;

import java.io.Serial;
import java.io.Serializable;
import java.util.List;

/**
 * Waiting for the lock would never have ended: the threads of the {@linkplain #cycle() cycle} wait
 * for one another. The lock was not taken; whatever else the thread holds, it still holds, so
 * closing it lets the others go on.
 */
public final class DeadlockException extends GilException {
  @Serial private static final long serialVersionUID = 1;

  /**
   * One thread of the cycle. It holds what the edge before it waits for.
   *
   * @param thread its name
   * @param threadId as {@link Thread#threadId()}
   * @param holds the lock that it holds
   * @param waitsFor the lock that it waits for, which the next thread holds
   */
  public record Edge(String thread, long threadId, String holds, String waitsFor)
      implements Serializable {}

  private final Edge[] cycle;

  /**
   * Creates the exception.
   *
   * @param message the cycle in words
   * @param cycle the same as data, the refused thread first
   */
  public DeadlockException(String message, List<Edge> cycle) {
    super(message);
    this.cycle = cycle.toArray(new Edge[0]);
  }

  /**
   * Who waited for whom.
   *
   * @return at least two edges, the refused thread first; each holds what the one before waits for
   */
  public List<Edge> cycle() {
    return List.of(cycle);
  }
}
