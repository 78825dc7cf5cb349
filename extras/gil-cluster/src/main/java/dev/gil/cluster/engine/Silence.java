package dev.gil.cluster.engine;

import java.util.concurrent.TimeUnit;

/**
 * After which time of silence a member counts as lost, for clients and for other members alike. A
 * process that was killed is noticed at once, by its closed connections; this is for one that
 * stands still, and for a cable. Shorter, and a busy machine loses members that live.
 */
public final class Silence {
  /** As the engines take it. */
  public static final String SECONDS = System.getProperty("gil.cluster.silenceSeconds", "10");

  /** The same in milliseconds. */
  public static final String MILLIS = SECONDS + "000";

  /** The same in nanoseconds. */
  public static final long NANOS = TimeUnit.SECONDS.toNanos(Long.parseLong(SECONDS));

  private Silence() {}
}
