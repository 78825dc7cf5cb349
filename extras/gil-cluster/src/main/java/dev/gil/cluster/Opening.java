package dev.gil.cluster;

import dev.gil.cluster.engine.Engine;
import dev.gil.cluster.engine.Whereabouts;
import dev.gil.spi.Runner;
import dev.gil.spi.StrategySettings;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the strategies of a cluster have in common. */
final class Opening {
  private Opening() {}

  /** Of the properties, if there are no settings. */
  static Optional<String> missing(@Nullable ClusterSettings given) {
    if (given == null) {
      return ClusterProperties.missing();
    }
    return given.join().isEmpty() && given.localMembers() == 0
        ? Optional.of(
            "cluster \"" + given.name() + "\" has no address: ClusterSettings.join(...) names one")
        : Optional.empty();
  }

  static Runner runner(
      String id,
      @Nullable ClusterSettings given,
      StrategySettings settings,
      RunnerCounts counts,
      BiConsumer<String, String> tickets,
      Function<Whereabouts, Engine> opener) {
    Whereabouts where = resolve(given);
    return new ClusterRunner(opener.apply(where), id, settings, where.patience(), counts, tickets);
  }

  /** With addresses, whatever has to be started for them. */
  static Whereabouts resolve(@Nullable ClusterSettings given) {
    ClusterSettings cluster = given == null ? ClusterProperties.read() : given;
    List<String> join =
        cluster.localMembers() == 0
            ? cluster.join()
            : LocalMembers.shared(cluster.name(), cluster.localMembers()).addresses();
    return new Whereabouts(cluster.name(), join, cluster.patience());
  }

  static ClusterCounts counts(RunnerCounts of) {
    return new ClusterCounts(of.sent(), of.lost(), of.refused(), of.duplicates());
  }
}
