package dev.gil.bench.pool;

import dev.gil.bench.fork.Figures;
import dev.gil.bench.report.Scores;
import dev.gil.bench.report.Unit;
import java.util.Arrays;
import java.util.List;

/** What one fork measures, by one worker with one task in flight. */
enum Scene {
  /** A task that captures a number and returns it, one at a time. */
  NOOP_LATENCY(
      50_000,
      10_000,
      new Case("noop-latency", Unit.MICROS),
      new Case("noop-latency-p99", Unit.MICROS)),
  /** Many such tasks submitted at once, each with another number. */
  PIPELINED_DISTINCT(200_000, 50_000, new Case("pipelined-distinct", Unit.PER_SECOND)),
  /** Many tasks whose bytes are the same. */
  PIPELINED_SAME(500_000, 100_000, new Case("pipelined-same", Unit.PER_SECOND)),
  /** One map over many items. */
  MAP_CHUNKED(1_000_000, 200_000, new Case("map-chunked", Unit.PER_SECOND)),
  /** A megabyte out and back. */
  ECHO_1_MIB(2_000, 100, new Case("echo-1MiB", Unit.MILLIS)),
  /** Many megabytes out and back. */
  ECHO_64_MIB(15, 5, new Case("echo-64MiB", Unit.MILLIS)),
  /** A thousand records out and back. */
  ECHO_RECORDS(400, 50, new Case("echo-records", Unit.MILLIS)),
  /** Many megabytes that a task sees where they are. */
  HANDOVER_64_MIB(
      30, 5, new Case("handover-64MiB", Unit.MILLIS), new Case("handover-64MiB-seen", Unit.MILLIS)),
  /** From an open to the first result, on a machine where workers have been before. */
  START_COLD(7, 3, new Case("start-cold", Unit.MILLIS)),
  /** The same where none has been: without a cache of their classes. */
  START_FIRST(7, 3, new Case("start-first", Unit.MILLIS)),
  /** From the death of the only worker to the next result. */
  START_SPARE(
      7, 3, new Case("start-spare", Unit.MILLIS), new Case("start-spare-from-kill", Unit.MILLIS));

  /** The name of the bench. */
  static final String BENCH = "pool";

  private final int size;
  private final int quickSize;

  @SuppressWarnings("ImmutableEnumChecker") // List.of is
  private final List<Case> cases;

  /** One figure of a scene. */
  record Case(String name, Unit unit) {}

  Scene(int size, int quickSize, Case... cases) {
    this.size = size;
    this.quickSize = quickSize;
    this.cases = List.of(cases);
  }

  /** The name of its first case. */
  String id() {
    return cases.getFirst().name;
  }

  static Scene named(String id) {
    return Arrays.stream(values()).filter(scene -> scene.id().equals(id)).findFirst().orElseThrow();
  }

  List<String> cases() {
    return cases.stream().map(Case::name).toList();
  }

  /** How many operations a fork measures. */
  int size(boolean quick) {
    return quick ? quickSize : size;
  }

  /** What an echo sends, or a hand-over lets see. */
  int bytes() {
    return switch (this) {
      case ECHO_1_MIB -> 1 << 20;
      case ECHO_64_MIB, HANDOVER_64_MIB -> 64 << 20;
      default -> throw new IllegalStateException(id() + " is of no bytes");
    };
  }

  void add(Scores scores, String subject, Figures figures) {
    for (Case each : cases) {
      scores.add(BENCH, each.name, each.unit, subject, figures.get(each.name));
    }
  }

  void absent(Scores scores, String peer, String reason) {
    for (Case each : cases) {
      scores.absent(BENCH, each.name, each.unit, peer, reason);
    }
  }
}
