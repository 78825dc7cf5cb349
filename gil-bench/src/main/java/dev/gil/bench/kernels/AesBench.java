package dev.gil.bench.kernels;

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

/** AES-GCM over frames, each case in fresh processes, its peers in turn with it. */
public final class AesBench implements Bench {
  private static final Duration LIMIT = Duration.ofMinutes(5);

  @Override
  public String name() {
    return ReleaseBench.NAME;
  }

  @Override
  public List<String> cases() {
    return AesCase.ALL.stream().map(AesCase::name).toList();
  }

  @Override
  public void run(Effort effort) throws IOException, InterruptedException {
    for (int fork = 1; fork <= effort.forks(); fork++) {
      for (AesCase one : AesCase.ALL) {
        if (effort.cases().test(one.name())) {
          effort.progress().accept(one.name() + ", fork " + fork + " of " + effort.forks());
          play(one, effort);
        }
      }
    }
  }

  private static void play(AesCase one, Effort effort) throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of(one.name(), effort.quick() ? "3" : "9"));
    List<String> peers = new ArrayList<>();
    for (String peer : one.peers()) {
      String problem = peer.equals(AesCase.OPENSSL) ? OpenSsl.problem() : "";
      if (!effort.peers().test(peer)) {
        continue;
      }
      if (problem.isEmpty()) {
        peers.add(peer);
      } else {
        effort.scores().absent(ReleaseBench.NAME, one.name(), Unit.MILLIS, peer, problem);
      }
    }
    arguments.addAll(peers);
    Figures figures =
        Fork.run(
            Fork.jvm(List.of("--enable-native-access=ALL-UNNAMED"), AesFork.class, arguments),
            LIMIT);
    peers.addFirst(Scores.GIL);
    for (String subject : peers) {
      effort
          .scores()
          .add(ReleaseBench.NAME, one.name(), Unit.MILLIS, subject, figures.get(subject));
    }
  }
}
