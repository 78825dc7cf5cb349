package dev.gil.cluster;

import dev.gil.cluster.engine.RedisAddress;
import java.time.Duration;

/**
 * Which cluster to use, and the Redis or Valkey server that its tasks go through. Immutable; start
 * from {@link #of}.
 *
 * {@snippet :
 * var farm = RedisSettings.of("farm", "rediss://gil:secret@queue.example:6379");
 * try (GilExecutor pool = Strategies.open(new ClusterRedisStrategy(farm), settings.workers(8))) {
 *   pool.submit(gil -> work(gil)).get();
 * }
 * }
 *
 * <p>Servers elsewhere than on this machine must be named by {@code rediss:} and with a password,
 * unless {@link #allowInsecureNetwork()} is said: who may write to the server can run code in
 * members. A server's certificate is checked, also for its host name, by what the JVM trusts
 * ({@code javax.net.ssl.trustStore}). What these settings print has no password.
 */
public final class RedisSettings {
  private static final Duration LEAST_PATIENCE = Duration.ofMillis(100);
  private static final Duration MOST_PATIENCE = Duration.ofHours(1);
  private static final int MOST_LOCAL = 64;

  private final String name;
  private final RedisAddress address;
  private final String given;
  private final int localMembers;
  private final Duration patience;
  private final boolean insecureNetwork;

  private RedisSettings(
      String name, String given, int localMembers, Duration patience, boolean insecureNetwork) {
    if (name.isBlank()) {
      throw new IllegalArgumentException(
          "the cluster's name is blank. Name it: members and clients of other names stay apart");
    }
    if (localMembers < 0 || localMembers > MOST_LOCAL) {
      throw new IllegalArgumentException(
          "localMembers " + localMembers + " is outside 0 to " + MOST_LOCAL);
    }
    if (patience.compareTo(LEAST_PATIENCE) < 0 || patience.compareTo(MOST_PATIENCE) > 0) {
      throw new IllegalArgumentException(
          "patience " + patience + " is outside 100 milliseconds to 1 hour");
    }
    this.name = name;
    this.given = RedisAddress.resolve(given);
    this.address = RedisAddress.parse(this.given);
    this.localMembers = localMembers;
    this.patience = patience;
    this.insecureNetwork = insecureNetwork;
  }

  /**
   * The cluster of that name on that server.
   *
   * @param name as its members were started with
   * @param address {@code redis://user:password@host:port/database}, of which only the host must be
   *     there; {@code rediss:} for TLS; or {@code env:NAME} for what that environment variable says
   * @return settings with a patience of 10 seconds
   * @throws IllegalArgumentException if {@code name} is blank or {@code address} is none: says what
   *     is wrong, never the password
   */
  public static RedisSettings of(String name, String address) {
    return new RedisSettings(name, address, 0, ClusterSettings.DEFAULT_PATIENCE, false);
  }

  /**
   * These settings with members that are started on this machine, for trying it: each costs some
   * 110 MB and 2 seconds. They are started once for all executors of this JVM, and end with it.
   *
   * @param count from 0 to 64
   * @return a copy
   * @throws IllegalArgumentException if {@code count} is out of range
   */
  public RedisSettings localMembers(int count) {
    return new RedisSettings(name, given, count, patience, insecureNetwork);
  }

  /**
   * These settings with another patience: how long to wait for the server and the first member, and
   * later while there is no member.
   *
   * @param limit from 100 milliseconds to 1 hour
   * @return a copy
   * @throws IllegalArgumentException if {@code limit} is out of range
   */
  public RedisSettings patience(Duration limit) {
    return new RedisSettings(name, given, localMembers, limit, insecureNetwork);
  }

  /**
   * These settings for a server on another machine also without encryption or without a password.
   * <b>Who reaches it can run code in members.</b> Private networks and VPNs only.
   *
   * @return a copy
   */
  public RedisSettings allowInsecureNetwork() {
    return new RedisSettings(name, given, localMembers, patience, true);
  }

  /**
   * The cluster's name.
   *
   * @return as members were started with
   */
  public String name() {
    return name;
  }

  /**
   * How long tasks wait while there is no member.
   *
   * @return the limit
   */
  public Duration patience() {
    return patience;
  }

  /** As it was given, with the password. */
  String given() {
    return given;
  }

  int local() {
    return localMembers;
  }

  /** Checked here, so that the word may be said after the address. */
  RedisAddress allowedAddress() {
    address.requireAllowed(insecureNetwork);
    return address;
  }

  @Override
  public String toString() {
    return "cluster \"" + name + "\" at " + address;
  }
}
