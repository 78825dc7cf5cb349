package dev.gil.cluster.member;

import java.time.Duration;

/** A member in this JVM. */
public interface RunningMember {
  /** Where it listens, as {@code host:port}. */
  String address();

  /**
   * Ends it: it takes no more tasks, those it runs may end, then it leaves the cluster.
   *
   * @param limit after which tasks are cancelled
   * @return whether all tasks had ended by themselves
   * @throws InterruptedException if interrupted while waiting; it is not ended then
   */
  boolean stop(Duration limit) throws InterruptedException;
}
