package dev.gil.cluster.engine;

/**
 * Names one sending of one task: a second attempt has another number.
 *
 * @param run random, one for each runner
 * @param number counted by the runner
 */
public record TaskId(long run, long number) {
  @Override
  public String toString() {
    return Long.toHexString(run) + '-' + number;
  }
}
