package dev.gil.bench.kernels;

import dev.gil.arrays.EngineChoice;
import dev.gil.bench.Bench;
import dev.gil.bench.Effort;
import dev.gil.bench.convoy.PythonPeer;
import dev.gil.bench.fork.Figures;
import dev.gil.bench.fork.Fork;
import dev.gil.bench.report.Scores;
import dev.gil.bench.report.Unit;
import dev.gil.image.Images;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Images resized by the shipped kernel, in fresh processes, its peers in turn with it. */
public final class ResizeBench implements Bench {
  private static final String ENGINE = "vector";
  private static final Duration LIMIT = Duration.ofMinutes(3);

  private static final List<String> FLAGS =
      List.of(
          "--enable-native-access=ALL-UNNAMED",
          "--add-modules=jdk.incubator.vector",
          "-Djava.awt.headless=true",
          "-Ddev.gil.image=" + ENGINE);

  @Override
  public String name() {
    return ReleaseBench.NAME;
  }

  @Override
  public List<String> cases() {
    return Arrays.stream(ResizeCase.values()).map(ResizeCase::text).toList();
  }

  @Override
  public void run(Effort effort) throws IOException, InterruptedException {
    PythonPeer python = PythonPeer.importing("PIL");
    for (int fork = 1; fork <= effort.forks(); fork++) {
      for (ResizeCase one : ResizeCase.values()) {
        if (effort.cases().test(one.text())) {
          effort.progress().accept(one.text() + ", fork " + fork + " of " + effort.forks());
          play(one, peers(one, python, effort), python, effort);
        }
      }
    }
  }

  private static List<String> peers(ResizeCase one, PythonPeer python, Effort effort) {
    List<String> peers = new ArrayList<>();
    for (String peer : one.peers()) {
      if (!effort.peers().test(peer)) {
        continue;
      }
      if (peer.equals(ResizeCase.PILLOW) && !python.problem().isEmpty()) {
        absent(one, peer, python.problem(), effort);
      } else {
        peers.add(peer);
      }
    }
    return peers;
  }

  private static void play(ResizeCase one, List<String> peers, PythonPeer python, Effort effort)
      throws IOException, InterruptedException {
    // A fork has the Vector API in any case.
    if (Images.engines().stream().map(EngineChoice::engine).noneMatch(ENGINE::equals)) {
      String missing = "engine " + ENGINE + " is not on the class path";
      peers.forEach(peer -> absent(one, peer, missing, effort));
      effort.scores().note(one.text() + ": not measured, " + missing);
      return;
    }
    List<String> arguments =
        new ArrayList<>(List.of(one.name(), Boolean.toString(effort.quick()), python.program()));
    arguments.addAll(peers);
    Figures figures = Fork.run(Fork.jvm(FLAGS, ResizeFork.class, arguments), LIMIT);
    add(one, Scores.GIL, figures.get(Scores.GIL), effort);
    for (String peer : peers) {
      add(one, peer, figures.get(peer), effort);
    }
  }

  private static void add(ResizeCase one, String subject, double millis, Effort effort) {
    effort.scores().add(ReleaseBench.NAME, one.text(), Unit.MILLIS, subject, millis);
  }

  private static void absent(ResizeCase one, String peer, String why, Effort effort) {
    effort.scores().absent(ReleaseBench.NAME, one.text(), Unit.MILLIS, peer, why);
  }
}
