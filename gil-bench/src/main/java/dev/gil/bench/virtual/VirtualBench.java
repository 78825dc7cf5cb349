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
 * The strategy {@code virtual}: a switch, a start, a waiting task (and one of the strategies beside
 * it), and a task that talks to the network behind four that compute. Every fork is a fresh JVM, in
 * which gil and its peer take turns.
 */
public final class VirtualBench implements Bench {
  /** The name of the bench that these cases belong to. */
  public static final String NAME = "io";

  /** The scheduler of the JDK. */
  static final String DEFAULT = "default-virtual";

  /** The same with one carrier, as gil's has: a switch costs what it takes, not a share of it. */
  static final String ON_ONE = "default-virtual-on-one";

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
          new Case("parked-memory-virtual-explicit", "parked-explicit", Unit.BYTES, false),
          new Case("parked-memory-eventloop", "parked-loop", Unit.BYTES, false),
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
        score(kind, fork(kind, kind, effort), effort);
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
      case "parked-explicit", "parked-loop" -> effort.quick() ? "20000" : "100000";
      case "echo" -> effort.quick() ? "500" : "2000";
      default -> effort.quick() ? "200000" : "1000000";
    };
  }

  private static Figures fork(String kind, String measures, Effort effort, String... further)
      throws IOException, InterruptedException {
    List<String> flags = new ArrayList<>(flags(kind));
    flags.addAll(List.of(further));
    return Fork.run(
        Fork.jvm(flags, VirtualFork.class, List.of(measures, size(kind, effort))), LIMIT);
  }

  private static void score(String kind, Figures figures, Effort effort)
      throws IOException, InterruptedException {
    for (Case each : CASES) {
      if (each.kind.equals(kind)) {
        effort.scores().add(NAME, each.name, each.unit, Scores.GIL, figures.get(each.name));
      }
    }
    if (effort.peers().test(DEFAULT)) {
      scorePeer(
          DEFAULT,
          kind,
          kind.equals("parked") ? fork(kind, "parked-peer", effort) : figures,
          effort);
    }
    if (kind.equals("switches") && effort.peers().test(ON_ONE)) {
      String one = "-Djdk.virtualThreadScheduler.parallelism=1";
      scorePeer(ON_ONE, kind, fork(kind, kind, effort, one), effort);
    }
  }

  private static void scorePeer(String peer, String kind, Figures figures, Effort effort) {
    for (Case each : CASES) {
      if (each.kind.equals(kind) && each.hasPeer) {
        effort.scores().add(NAME, each.name, each.unit, peer, figures.get(each.name + "-peer"));
      }
    }
  }
}
