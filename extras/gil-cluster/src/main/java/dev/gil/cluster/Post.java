package dev.gil.cluster;

import dev.gil.cluster.engine.ClusterMember;
import dev.gil.spi.WorkerSnapshot;
import org.jspecify.annotations.Nullable;

/** A member as this client sees it. Guarded by the mutex of the {@link ClusterRunner}. */
final class Post {
  private final ClusterMember member;
  private final int strength;
  private @Nullable String closed;
  private boolean doubted;
  private long doubtedUntil;
  private int flights;
  private long answered;

  /** Of whose strength no more than {@code most} is used. */
  Post(ClusterMember member, int most) {
    this.member = member;
    this.strength = Math.min(member.strength(), most);
  }

  ClusterMember member() {
    return member;
  }

  /** Whether it takes tasks at all. */
  boolean isOpen() {
    return closed == null;
  }

  /** It has said that it takes nothing more from this client, and in a word why. */
  void close(String word) {
    closed = word;
  }

  /** A task was lost with it: it may be gone, and who knows does not say so at once. */
  void doubt(long nanos) {
    doubted = true;
    doubtedUntil = System.nanoTime() + nanos;
  }

  boolean isInDoubt() {
    return doubted && System.nanoTime() - doubtedUntil < 0;
  }

  boolean hasRoom(int inFlight) {
    return isOpen() && flights < inFlight * strength;
  }

  /** Flights for each JVM behind it. */
  double load() {
    return (double) flights / strength;
  }

  void took() {
    flights++;
  }

  void landed(boolean withAnswer) {
    flights--;
    answered += withAnswer ? 1 : 0;
  }

  WorkerSnapshot snapshot() {
    String state = closed != null ? closed : flights == 0 ? "idle" : "busy";
    return new WorkerSnapshot(member.name(), member.pid(), state, answered);
  }
}
