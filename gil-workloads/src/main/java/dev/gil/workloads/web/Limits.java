package dev.gil.workloads.web;

import java.io.Serializable;
import java.time.Duration;

/**
 * How long an answer may take and how large it may be.
 *
 * @param connect until the connection stands
 * @param answer from then on, in all
 * @param bytes of the body
 * @param keepAlive whether connections are used again
 */
public record Limits(Duration connect, Duration answer, int bytes, boolean keepAlive)
    implements Serializable {
  /** Five seconds, ten seconds, 16 MB, over connections that are kept. */
  public static final Limits DEFAULTS =
      new Limits(Duration.ofSeconds(5), Duration.ofSeconds(10), 1 << 24, true);

  /** The same with a connection a request. */
  public Limits fresh() {
    return new Limits(connect, answer, bytes, false);
  }

  /** The same with another time for an answer. */
  public Limits within(Duration time) {
    return new Limits(connect, time, bytes, keepAlive);
  }
}
