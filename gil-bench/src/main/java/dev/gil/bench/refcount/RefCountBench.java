package dev.gil.bench.refcount;

import dev.gil.bench.Bench;
import dev.gil.bench.Effort;
import dev.gil.bench.jmh.Contestant;
import dev.gil.bench.jmh.JmhFork;
import dev.gil.bench.report.Scores;
import dev.gil.bench.report.Unit;
import java.io.IOException;
import java.util.List;

/** What counting references costs under gil's policies, beside Netty's counts and plain atomics. */
public final class RefCountBench implements Bench {
  private static final String NAME = "refcount";
  private static final String TYPE = "dev.gil.bench.refcount.RefCountBenchmark";
  private static final String NETTY = "Netty";
  private static final String ATOMIC = "AtomicInteger";

  private static final List<Contestant> CONTESTANTS =
      List.of(
          of("retain-release", Scores.GIL, "guarded"),
          of("retain-release", NETTY, "netty"),
          of("retain-release", ATOMIC, "atomicGetAndAdd"),
          of("biased-owner", Scores.GIL, "biasedOwner"),
          of("biased-owner", "plain", "plainField"),
          of("biased-other", Scores.GIL, "biasedOther"),
          of("biased-other", "atomic-policy", "atomicPolicy"),
          of("biased-other", ATOMIC, "atomicGetAndAdd"),
          of("two-threads", Scores.GIL, "twoThreadsGuarded"),
          of("two-threads", NETTY, "twoThreadsNetty"),
          of("two-threads", ATOMIC, "twoThreadsAtomic"));

  private static Contestant of(String name, String subject, String method) {
    return new Contestant(name, subject, TYPE, method);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> cases() {
    return CONTESTANTS.stream().map(Contestant::name).distinct().toList();
  }

  @Override
  public void run(Effort effort) throws IOException {
    List<Contestant> wanted =
        CONTESTANTS.stream()
            .filter(one -> effort.cases().test(one.name()))
            .filter(one -> one.subject().equals(Scores.GIL) || effort.peers().test(one.subject()))
            .toList();
    // As many threads as the benchmark says: some of its methods are for two.
    JmhFork fork = new JmhFork(effort.quick(), 0, false, List.of());
    for (int i = 1; i <= effort.forks(); i++) {
      effort.progress().accept("fork " + i + " of " + effort.forks());
      fork.score(NAME, Unit.NANOS, wanted, effort.scores());
    }
  }
}
