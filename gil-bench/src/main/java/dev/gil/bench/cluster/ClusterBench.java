package dev.gil.bench.cluster;

import dev.gil.bench.Bench;
import dev.gil.bench.Effort;
import dev.gil.bench.fork.Figures;
import dev.gil.bench.fork.Fork;
import dev.gil.bench.report.Scores;
import dev.gil.bench.report.Unit;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * Two or three members of a cluster on this machine: a task there and back beside a bare call of
 * the engine, tasks that compute beside worker processes, and what a killed member costs.
 */
public final class ClusterBench implements Bench {
  private static final Duration LIMIT = Duration.ofMinutes(10);

  /** One case: what is measured, and beside whom. */
  enum Case {
    NOOP_LATENCY("member-latency", Unit.MICROS, BareCalls.ID),
    NOOP_LATENCY_P99("member-latency-p99", Unit.MICROS, BareCalls.ID),
    IN_FLIGHT("member-in-flight", Unit.PER_SECOND, BareCalls.ID),
    COMPUTE("member-compute", Unit.PER_SECOND, "processes"),
    RECOVERY("member-recovery", Unit.MILLIS, Scores.NOBODY),
    RECOVERY_P95("member-recovery-p95", Unit.MILLIS, Scores.NOBODY);

    final String id;
    final Unit unit;
    final String peer;

    Case(String id, Unit unit, String peer) {
      this.id = id;
      this.unit = unit;
      this.peer = peer;
    }
  }

  /** Cases that one fork measures together. */
  enum Scene {
    CALLS(2_000, 500, Case.NOOP_LATENCY, Case.NOOP_LATENCY_P99, Case.IN_FLIGHT),
    COMPUTE(6, 2, Case.COMPUTE),
    RECOVERY(20, 3, Case.RECOVERY, Case.RECOVERY_P95);

    private final int size;
    private final int quickSize;

    @SuppressWarnings("ImmutableEnumChecker") // List.of is
    private final List<Case> cases;

    Scene(int size, int quickSize, Case... cases) {
      this.size = size;
      this.quickSize = quickSize;
      this.cases = List.of(cases);
    }

    List<String> cases() {
      return cases.stream().map(each -> each.id).toList();
    }
  }

  @Override
  public String name() {
    return "cluster";
  }

  @Override
  public List<String> cases() {
    return Arrays.stream(Case.values()).map(each -> each.id).toList();
  }

  @Override
  public void run(Effort effort) throws IOException, InterruptedException {
    for (int fork = 1; fork <= effort.forks(); fork++) {
      for (Scene scene : Scene.values()) {
        if (effort.wantsAny(scene.cases())) {
          effort.progress().accept(scene.cases().getFirst() + ", fork " + fork);
          int size = effort.quick() ? scene.quickSize : scene.size;
          add(effort, scene, measure(scene, size));
        }
      }
    }
  }

  private static Figures measure(Scene scene, int size) throws IOException, InterruptedException {
    return Fork.run(
        Fork.jvm(List.of(), ClusterFork.class, List.of(scene.name(), Integer.toString(size))),
        LIMIT);
  }

  private void add(Effort effort, Scene scene, Figures figures) {
    for (Case each : scene.cases) {
      Scores scores = effort.scores();
      scores.add(name(), each.id, each.unit, Scores.GIL, figures.get(Scores.GIL + ' ' + each.id));
      if (!each.peer.equals(Scores.NOBODY) && effort.peers().test(each.peer)) {
        scores.add(name(), each.id, each.unit, each.peer, figures.get(each.peer + ' ' + each.id));
      }
    }
  }
}
