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

/** The sieve of {@code dev.gil.arrays} beside the best there is, in fresh processes. */
public final class PrimesBench implements Bench {
  static final String PRIMESIEVE = "libprimesieve";
  static final String TWO_THREADS = "two-threads-primes";

  private static final String ONE_THREAD = "primes-10M";
  private static final Duration LIMIT = Duration.ofMinutes(2);

  @Override
  public String name() {
    return ReleaseBench.NAME;
  }

  @Override
  public List<String> cases() {
    return List.of(ONE_THREAD, TWO_THREADS);
  }

  @Override
  public void run(Effort effort) throws IOException, InterruptedException {
    String problem = Primesieve.problem();
    for (int fork = 1; fork <= effort.forks(); fork++) {
      for (String one : cases()) {
        if (effort.cases().test(one)) {
          effort.progress().accept(one + ", fork " + fork + " of " + effort.forks());
          play(one, peers(one, problem, effort), effort);
        }
      }
    }
  }

  private static List<String> peers(String one, String problem, Effort effort) {
    List<String> all = one.equals(TWO_THREADS) ? Pair.PEERS : List.of(PRIMESIEVE);
    List<String> peers = new ArrayList<>();
    for (String peer : all) {
      if (!effort.peers().test(peer)) {
        continue;
      }
      if (peer.equals(PRIMESIEVE) && !problem.isEmpty()) {
        effort.scores().absent(ReleaseBench.NAME, one, Unit.MILLIS, peer, problem);
      } else {
        peers.add(peer);
      }
    }
    return peers;
  }

  private static void play(String one, List<String> peers, Effort effort)
      throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of(one, Boolean.toString(effort.quick())));
    arguments.addAll(peers);
    List<String> flags = List.of("--enable-native-access=ALL-UNNAMED");
    Figures figures = Fork.run(Fork.jvm(flags, PrimesFork.class, arguments), LIMIT);
    effort.scores().add(ReleaseBench.NAME, one, Unit.MILLIS, Scores.GIL, figures.get(Scores.GIL));
    for (String peer : peers) {
      effort.scores().add(ReleaseBench.NAME, one, Unit.MILLIS, peer, figures.get(peer));
    }
  }
}
