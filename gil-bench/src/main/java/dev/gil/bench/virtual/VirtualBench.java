package dev.gil.bench.virtual;

import dev.gil.bench.Bench;
import dev.gil.bench.Effort;
import dev.gil.bench.fork.Figures;
import dev.gil.bench.fork.Fork;
import dev.gil.bench.report.Scores;
import dev.gil.bench.report.Unit;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The strategy {@code virtual}: a switch, a start, a waiting task, and a task that talks to the
 * network behind four that compute. Every fork is a fresh JVM, in which gil and its peer take
 * turns.
 */
public final class VirtualBench implements Bench {
  /** The name of the bench that these cases belong to. */
  public static final String NAME = "io";

  /** The scheduler of the JDK. */
  static final String DEFAULT = "default-virtual";

  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final List<String> OPENED =
      List.of(
          "--add-opens=java.base/java.lang=ALL-UNNAMED",
          "--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED");

  /** One figure of a kind of fork. */
  private record Case(String name, String kind, Unit unit, boolean hasPeer) {}

  private static final List<Case> CASES =
      List.of(
          new Case("yield", "switches", Unit.NANOS, true),
          new Case("spawn", "switches", Unit.NANOS, true),
          new Case("hand-offs-virtual", "switches", Unit.PER_SECOND, false),
          new Case("parked-memory", "parked", Unit.BYTES, true),
          new Case("parked-wake", "parked", Unit.MICROS, true),
          new Case("echo-4-virtual", "echo", Unit.PER_SECOND, false),
          new Case("echo-4-virtual-p99", "echo", Unit.MICROS, false),
          new Case("echo-4-virtual-hogs", "echo", Unit.SHARE, false));

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> cases() {
    return CASES.stream().map(Case::name).toList();
  }

  @Override
  public void run(Effort effort) throws IOException, InterruptedException {
    List<String> kinds =
        CASES.stream().filter(c -> effort.cases().test(c.name)).map(Case::kind).distinct().toList();
    for (int fork = 1; fork <= effort.forks(); fork++) {
      for (String kind : kinds) {
        effort.progress().accept(kind + ", fork " + fork + " of " + effort.forks());
        Figures figures =
            Fork.run(
                Fork.jvm(flags(kind), VirtualFork.class, List.of(kind, size(kind, effort))), LIMIT);
        score(kind, figures, effort.scores());
      }
    }
  }

  private static List<String> flags(String kind) {
    List<String> flags = new ArrayList<>(OPENED);
    if (kind.equals("parked")) {
      flags.add("-Xmx4g");
    }
    if (kind.equals("echo")) {
      flags.add("-Djdk.pollerMode=1"); // see docs/benches.md
    }
    return flags;
  }

  private static String size(String kind, Effort effort) {
    return switch (kind) {
      case "parked" -> effort.quick() ? "100000" : "1000000";
      case "echo" -> effort.quick() ? "500" : "2000";
      default -> effort.quick() ? "200000" : "1000000";
    };
  }

  private static void score(String kind, Figures figures, Scores scores) {
    for (Case each : CASES) {
      if (each.kind.equals(kind)) {
        scores.add(NAME, each.name, each.unit, Scores.GIL, figures.get(each.name));
        if (each.hasPeer) {
          scores.add(NAME, each.name, each.unit, DEFAULT, figures.get(each.name + "-peer"));
        }
      }
    }
  }
}
