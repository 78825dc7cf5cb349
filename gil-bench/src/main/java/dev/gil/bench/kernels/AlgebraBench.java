package dev.gil.bench.kernels;

import dev.gil.arrays.Blas;
import dev.gil.arrays.EngineChoice;
import dev.gil.bench.Bench;
import dev.gil.bench.Effort;
import dev.gil.bench.convoy.PythonPeer;
import dev.gil.bench.fork.Figures;
import dev.gil.bench.fork.Fork;
import dev.gil.bench.report.Scores;
import dev.gil.bench.report.Unit;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Linear algebra by the shipped kernels, each case in fresh processes, its peers in turn with it.
 */
public final class AlgebraBench implements Bench {
  private static final Duration LIMIT = Duration.ofMinutes(5);

  @Override
  public String name() {
    return ReleaseBench.NAME;
  }

  @Override
  public List<String> cases() {
    return AlgebraCase.all(true).stream().map(AlgebraCase::name).toList();
  }

  @Override
  public void run(Effort effort) throws IOException, InterruptedException {
    PythonPeer python = PythonPeer.importing("numpy");
    effort
        .scores()
        .note("products: one thread each, but ojAlgo, which takes all cores; NumPy by its BLAS");
    try (CLimit limit = CLimit.build()) {
      for (int fork = 1; fork <= effort.forks(); fork++) {
        for (AlgebraCase one : AlgebraCase.all(effort.quick())) {
          if (effort.cases().test(one.name())) {
            effort.progress().accept(one.name() + ", fork " + fork + " of " + effort.forks());
            play(one, limit, python, effort);
          }
        }
      }
    }
  }

  private static void play(AlgebraCase one, CLimit limit, PythonPeer python, Effort effort)
      throws IOException, InterruptedException {
    List<String> peers = new ArrayList<>();
    for (String peer : one.peers()) {
      String problem =
          switch (peer) {
            case AlgebraCase.C_LIMIT -> limit.problem();
            case AlgebraCase.NUMPY -> python.problem();
            default -> "";
          };
      if (!effort.peers().test(peer)) {
        continue;
      }
      if (problem.isEmpty()) {
        peers.add(peer);
      } else {
        effort.scores().absent(ReleaseBench.NAME, one.name(), Unit.MILLIS, peer, problem);
      }
    }
    String missing = missing(one.engine());
    if (!missing.isEmpty()) {
      for (String peer : peers) {
        effort.scores().absent(ReleaseBench.NAME, one.name(), Unit.MILLIS, peer, missing);
      }
      effort.scores().note(one.name() + ": not measured, " + missing);
      return;
    }
    List<String> arguments =
        new ArrayList<>(
            List.of(
                one.name(), Boolean.toString(effort.quick()), limit.library(), python.program()));
    arguments.addAll(peers);
    Figures figures = Fork.run(Fork.jvm(flags(one.engine()), AlgebraFork.class, arguments), LIMIT);
    add(one, Scores.GIL, figures.get(Scores.GIL), effort);
    for (String peer : peers) {
      add(one, peer, figures.get(peer), effort);
    }
  }

  static List<String> flags(String engine) {
    return List.of(
        "--enable-native-access=ALL-UNNAMED",
        "--add-modules=jdk.incubator.vector",
        "-Ddev.gil.blas=" + engine);
  }

  /** Why gil has no such engine here; a fork has the Vector API in any case. */
  static String missing(String engine) {
    for (EngineChoice each : Blas.engines()) {
      if (each.engine().equals(engine)) {
        return engine.equals("vector") ? "" : each.problem().orElse("");
      }
    }
    return "engine " + engine + " is not on the class path";
  }

  private static void add(AlgebraCase one, String subject, double millis, Effort effort) {
    effort.scores().add(ReleaseBench.NAME, one.name(), Unit.MILLIS, subject, millis);
  }
}
