package dev.gil.cluster;

import dev.gil.cluster.engine.Address;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What strategies that are opened by id know of their cluster: system properties. */
final class ClusterProperties {
  static final String NAME = "gil.cluster.name";
  static final String JOIN = "gil.cluster.join";
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
    @Nullable String name = System.getProperty(NAME);
    ClusterSettings settings =
        ClusterSettings.of(name == null ? "gil-local-" + ProcessHandle.current().pid() : name);
    if (Boolean.getBoolean(INSECURE)) {
      settings = settings.allowInsecureNetwork();
    }
    String join = System.getProperty(JOIN, "");
    return settings.join(Address.split(join).toArray(String[]::new)).localMembers(localMembers());
  }
}
