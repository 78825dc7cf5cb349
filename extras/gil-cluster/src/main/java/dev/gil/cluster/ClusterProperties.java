package dev.gil.cluster;

import dev.gil.cluster.engine.Address;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What strategies that are opened by id know of their cluster: system properties. */
final class ClusterProperties {
  static final String NAME = "gil.cluster.name";
  static final String JOIN = "gil.cluster.join";
  static final String REDIS = "gil.cluster.redis";
  static final String LOCAL = "gil.cluster.local";
  static final String INSECURE = "gil.cluster.insecureNetwork";

  private ClusterProperties() {}

  /** Why they do not say enough; empty if they do. */
  static Optional<String> missing() {
    if (System.getProperty(NAME) == null && localMembers() == 0) {
      return Optional.of(
          "no cluster is named. Set the system properties "
              + NAME
              + " and "
              + JOIN
              + " (host:port, by commas), or "
              + LOCAL
              + "=N to try it with N members on this machine; gil run has --cluster and --join, or"
              + " --local-members. In code, open new ClusterStrategy(ClusterSettings...)");
    }
    if (System.getProperty(JOIN) == null && localMembers() == 0) {
      return Optional.of(
          "cluster \""
              + System.getProperty(NAME)
              + "\" has no address. Set the system property "
              + JOIN
              + " to host:port of its members, by commas");
    }
    try {
      var _ = read();
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private static int localMembers() {
    return Integer.getInteger(LOCAL, 0);
  }

  /** Once nothing is missing. */
  static ClusterSettings read() {
    ClusterSettings settings = ClusterSettings.of(name());
    if (Boolean.getBoolean(INSECURE)) {
      settings = settings.allowInsecureNetwork();
    }
    String join = System.getProperty(JOIN, "");
    return settings.join(Address.split(join).toArray(String[]::new)).localMembers(localMembers());
  }

  /** Why they do not say enough for the strategy on Redis; empty if they do. */
  static Optional<String> missingRedis() {
    if (System.getProperty(REDIS) == null) {
      return Optional.of(
          "no Redis server is named. Set the system properties "
              + NAME
              + " and "
              + REDIS
              + " (redis://user:password@host:port, or rediss:// for TLS, or env:VARIABLE). In"
              + " code, open new ClusterRedisStrategy(RedisSettings...)");
    }
    if (System.getProperty(NAME) == null && localMembers() == 0) {
      return Optional.of("no cluster is named. Set the system property " + NAME);
    }
    try {
      var _ = readRedis().allowedAddress();
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** Once nothing is missing. */
  static RedisSettings readRedis() {
    RedisSettings settings =
        RedisSettings.of(name(), System.getProperty(REDIS, "")).localMembers(localMembers());
    return Boolean.getBoolean(INSECURE) ? settings.allowInsecureNetwork() : settings;
  }

  private static String name() {
    @Nullable String name = System.getProperty(NAME);
    return name == null ? "gil-local-" + ProcessHandle.current().pid() : name;
  }
}
