package dev.gil.cluster.hazelcast;

/**
 * After which time of silence a member counts as lost, for clients and for other members alike. A
 * process that was killed is noticed at once, by its closed connections; this is for one that
 * stands still, and for a cable. Shorter, and a busy machine loses members that live.
 */
final class Silence {
  static final String SECONDS = System.getProperty("gil.cluster.silenceSeconds", "10");
  static final String MILLIS = SECONDS + "000";

  private Silence() {}
}
