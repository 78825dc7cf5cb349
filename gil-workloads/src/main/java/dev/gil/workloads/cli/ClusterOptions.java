package dev.gil.workloads.cli;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which cluster the strategy of that name uses: told by system properties, as to any program. */
final class ClusterOptions {
  /** Kept, so that its level is: loggers are held weakly. */
  private static final Logger ENGINE = Logger.getLogger("com.hazelcast");

  private static final int MOST_MEMBERS = 64;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--cluster",
      paramLabel = "NAME",
      description = "The cluster that strategy cluster uses; see --join.")
  private @Nullable String name;

  @Option(
      names = "--join",
      paramLabel = "HOST:PORT",
      description = "Members of it, by commas, each started by gil member.")
  private @Nullable String join;

  @Option(
      names = "--local-members",
      paramLabel = "N",
      description = "Starts so many members here in place of joining any, to try it, 1 to 64.")
  private @Nullable Integer localMembers;

  @Option(
      names = "--allow-insecure-network",
      description =
          "Lets members be on other machines. There is neither encryption nor authentication:"
              + " private networks only.")
  private boolean insecureNetwork;

  /** For as long as the program runs. */
  void install() {
    if (localMembers != null) {
      Ranges.check(spec.commandLine(), "--local-members", localMembers, 1, MOST_MEMBERS, "members");
      if (join != null) {
        throw new ParameterException(
            spec.commandLine(), "--local-members starts members, --join uses others: give one");
      }
      System.setProperty("gil.cluster.local", Integer.toString(localMembers));
    }
    if (join != null && name == null) {
      throw new ParameterException(
          spec.commandLine(), "--join needs --cluster NAME, as its members were started with");
    }
    set("gil.cluster.name", name);
    set("gil.cluster.join", join);
    if (insecureNetwork) {
      System.setProperty("gil.cluster.insecureNetwork", "true");
    }
    ENGINE.setLevel(Level.WARNING);
  }

  private static void set(String property, @Nullable String value) {
    if (value != null) {
      System.setProperty(property, value);
    }
  }
}
