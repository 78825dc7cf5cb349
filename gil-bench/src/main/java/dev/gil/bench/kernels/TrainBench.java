package dev.gil.bench.kernels;

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

/** A net trained on digits, each case in fresh processes, its peers in turn with it. */
public final class TrainBench implements Bench {
  private static final Duration LIMIT = Duration.ofMinutes(5);

  @Override
  public String name() {
    return ReleaseBench.NAME;
  }

  @Override
  public List<String> cases() {
    List<String> cases = new ArrayList<>();
    for (TrainCase one : TrainCase.ALL) {
      cases.add(one.name());
      if (!one.twoThreads()) {
        cases.add(one.name() + TrainCase.ACCURACY);
      }
    }
    return cases;
  }

  @Override
  public void run(Effort effort) throws IOException, InterruptedException {
    PythonPeer python = PythonPeer.importing("numpy");
    for (int fork = 1; fork <= effort.forks(); fork++) {
      for (TrainCase one : TrainCase.ALL) {
        if (effort.wantsAny(List.of(one.name(), one.name() + TrainCase.ACCURACY))) {
          effort.progress().accept(one.name() + ", fork " + fork + " of " + effort.forks());
          play(one, python, effort);
        }
      }
    }
  }

  private static void play(TrainCase one, PythonPeer python, Effort effort)
      throws IOException, InterruptedException {
    List<String> peers = new ArrayList<>();
    for (String peer : one.peers()) {
      String problem = peer.equals(AlgebraCase.NUMPY) ? python.problem() : "";
      if (!effort.peers().test(peer)) {
        continue;
      }
      if (problem.isEmpty()) {
        peers.add(peer);
      } else {
        effort.scores().absent(ReleaseBench.NAME, one.name(), Unit.MILLIS, peer, problem);
      }
    }
    String missing = AlgebraBench.missing(one.engine());
    if (!missing.isEmpty()) {
      for (String peer : peers) {
        effort.scores().absent(ReleaseBench.NAME, one.name(), Unit.MILLIS, peer, missing);
      }
      effort.scores().note(one.name() + ": not measured, " + missing);
      return;
    }
    List<String> arguments =
        new ArrayList<>(List.of(one.name(), effort.quick() ? "5" : "9", python.program()));
    arguments.addAll(peers);
    Figures figures =
        Fork.run(Fork.jvm(AlgebraBench.flags(one.engine()), TrainFork.class, arguments), LIMIT);
    peers.addFirst(Scores.GIL);
    for (String subject : peers) {
      add(one.name(), Unit.MILLIS, subject, figures.get(subject), effort);
      String accuracy = subject + TrainCase.ACCURACY;
      if (figures.has(accuracy)) {
        add(one.name() + TrainCase.ACCURACY, Unit.SHARE, subject, figures.get(accuracy), effort);
      }
    }
  }

  private static void add(String name, Unit unit, String subject, double figure, Effort effort) {
    effort.scores().add(ReleaseBench.NAME, name, unit, subject, figure);
  }
}
