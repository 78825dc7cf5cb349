package dev.gil.cluster;

import dev.gil.cluster.engine.Address;
import java.time.Duration;
import java.util.List;

/**
 * Which cluster to use, and where it is. Immutable; start from {@link #of(String)}.
 *
 * {@snippet :
 * var farm = ClusterSettings.of("farm").join("127.0.0.1:5701", "127.0.0.1:5702");
 * try (GilExecutor pool = Strategies.open(new ClusterStrategy(farm), settings.workers(8))) {
 *   pool.submit(gil -> work(gil)).get();
 * }
 * }
 *
 * <p>Unless {@link #allowInsecureNetwork()} is said, only loopback addresses are taken: the
 * community edition of the engine has neither encryption nor authentication.
 *
 * @param name of the cluster, which its members were started with; not blank. It keeps clusters
 *     apart and is no secret
 * @param join addresses of members as {@code host:port}; those given need not be all
 * @param localMembers how many members to start on this machine, for trying it, from 0 to 64; with
 *     more than 0 there is nothing to join
 * @param patience how long to wait for the first member, and later while there is none, from 100
 *     milliseconds to 1 hour
 * @param insecureNetwork whether addresses may be other than loopback
 */
public record ClusterSettings(
    String name, List<String> join, int localMembers, Duration patience, boolean insecureNetwork) {
  /** What is waited for a member, if nothing else is set. */
  public static final Duration DEFAULT_PATIENCE = Duration.ofSeconds(10);

  private static final Duration LEAST_PATIENCE = Duration.ofMillis(100);
  private static final Duration MOST_PATIENCE = Duration.ofHours(1);
  private static final int MOST_LOCAL = 64;

  /**
   * Checks the values.
   *
   * @param name of the cluster
   * @param join addresses of members
   * @param localMembers from 0 to 64
   * @param patience from 100 milliseconds to 1 hour
   * @param insecureNetwork whether addresses may be other than loopback
   * @throws IllegalArgumentException if a value is out of range, an address is none, or one is not
   *     loopback though it must be: the message names it
   */
  public ClusterSettings {
    if (name.isBlank()) {
      throw new IllegalArgumentException(
          "the cluster's name is blank. Name it: members and clients of other names stay apart");
    }
    if (localMembers < 0 || localMembers > MOST_LOCAL) {
      throw new IllegalArgumentException(
          "localMembers " + localMembers + " is outside 0 to " + MOST_LOCAL);
    }
    if (localMembers > 0 && !join.isEmpty()) {
      throw new IllegalArgumentException(
          "members are to be started here and to be joined at " + join + ". Say one of the two");
    }
    if (patience.compareTo(LEAST_PATIENCE) < 0 || patience.compareTo(MOST_PATIENCE) > 0) {
      throw new IllegalArgumentException(
          "patience " + patience + " is outside 100 milliseconds to 1 hour");
    }
    join = List.copyOf(join);
    for (String address : join) {
      Address.parse(address).requireAllowed(insecureNetwork);
    }
  }

  /**
   * The cluster of that name, without an address yet.
   *
   * @param name as its members were started with
   * @return settings with the default patience, loopback only
   * @throws IllegalArgumentException if {@code name} is blank
   */
  public static ClusterSettings of(String name) {
    return new ClusterSettings(name, List.of(), 0, DEFAULT_PATIENCE, false);
  }

  /**
   * These settings with addresses of members, in place of those they had. One that answers is
   * enough; it knows the others.
   *
   * @param addresses as {@code host:port}
   * @return a copy
   * @throws IllegalArgumentException if one is no address, or is not loopback and the network was
   *     not {@linkplain #allowInsecureNetwork() allowed} before
   */
  public ClusterSettings join(String... addresses) {
    return new ClusterSettings(name, List.of(addresses), localMembers, patience, insecureNetwork);
  }

  /**
   * These settings with members that are started on this machine, for trying it: each costs some
   * 180 MB and 2 seconds, and on one machine a cluster is slower than {@code processes}. They are
   * started once for all executors of this JVM, and end with it.
   *
   * @param count from 0 to 64
   * @return a copy
   * @throws IllegalArgumentException if {@code count} is out of range, or there are addresses
   */
  public ClusterSettings localMembers(int count) {
    return new ClusterSettings(name, join, count, patience, insecureNetwork);
  }

  /**
   * These settings with another patience. Opening an executor fails when it is over; later, what
   * waits while there is no member fails, and while there still is none new tasks fail at once.
   *
   * @param limit from 100 milliseconds to 1 hour
   * @return a copy
   * @throws IllegalArgumentException if {@code limit} is out of range
   */
  public ClusterSettings patience(Duration limit) {
    return new ClusterSettings(name, join, localMembers, limit, insecureNetwork);
  }

  /**
   * These settings for other machines too. <b>What travels is neither encrypted nor signed, and
   * whoever reaches a member's port can run code in it</b>: the engine's community edition has no
   * TLS and no authentication. Do this in a private network or a VPN only, behind a firewall that
   * lets in members and clients alone.
   *
   * @return a copy
   */
  public ClusterSettings allowInsecureNetwork() {
    return new ClusterSettings(name, join, localMembers, patience, true);
  }
}
