package dev.gil.workloads.cli;

import dev.gil.spi.ParallelismStrategy;
import dev.gil.spi.Strategies;
import dev.gil.workloads.Workload;
import dev.gil.workloads.Workloads;
import dev.gil.workloads.command.Nearest;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Finds by name what a command is told to use, and says what was meant when there is no such. */
final class Choice {
  private Choice() {}

  static List<Workload> workloads(CommandLine line, List<String> ids) {
    List<Workload> all = Workloads.list();
    return ids.stream()
        .distinct()
        .map(id -> one(line, "workload", id, all, Workload::id, Workloads.problems()))
        .toList();
  }

  /**
   * Strategies that can run here.
   *
   * @param ids empty for all
   * @throws UnsupportedOperationException if one was named that cannot
   */
  static List<ParallelismStrategy> strategies(CommandLine line, List<String> ids) {
    List<ParallelismStrategy> all = Strategies.list();
    if (ids.isEmpty()) {
      return all.stream().filter(strategy -> strategy.unavailable().isEmpty()).toList();
    }
    List<ParallelismStrategy> chosen =
        ids.stream()
            .distinct()
            .map(
                id ->
                    one(line, "strategy", id, all, ParallelismStrategy::id, Strategies.problems()))
            .toList();
    for (ParallelismStrategy strategy : chosen) {
      strategy
          .unavailable()
          .ifPresent(
              why -> {
                throw new UnsupportedOperationException(
                    "strategy \"" + strategy.id() + "\" cannot run here: " + why);
              });
    }
    return chosen;
  }

  private static <T> T one(
      CommandLine line,
      String what,
      String wanted,
      List<T> all,
      Function<T, String> id,
      List<String> problems) {
    List<String> ids = all.stream().map(id).toList();
    int place = ids.indexOf(wanted);
    if (place >= 0) {
      return all.get(place);
    }
    String guess =
        Nearest.to(wanted, ids).map(near -> ", did you mean \"" + near + "\"?").orElse(".");
    String broken =
        problems.stream()
            .map(problem -> "\n  not loaded: " + problem)
            .collect(Collectors.joining());
    throw new ParameterException(
        line,
        "no "
            + what
            + " \""
            + wanted
            + '"'
            + guess
            + " There are: "
            + String.join(", ", ids)
            + broken);
  }
}
