package dev.gil.bench.kernels;

import dev.gil.bench.Bench;
import dev.gil.bench.Effort;
import dev.gil.bench.fork.Figures;
import dev.gil.bench.fork.Fork;
import dev.gil.bench.jmh.Contestant;
import dev.gil.bench.jmh.JmhFork;
import dev.gil.bench.report.Scores;
import dev.gil.bench.report.Unit;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What giving the lock up round a kernel gains: two threads, one lock, a kernel that touches
 * registers only, and after it a part that needs the lock. And what it costs where nobody waits.
 */
public final class ReleaseBench implements Bench {
  /** The name of the bench that these cases belong to. */
  public static final String NAME = "kernels";

  private static final Duration LIMIT = Duration.ofMinutes(5);

  /** In milliseconds: until a kernel's rate is learnt and its call compiled anew. */
  private static final int WARM_UP = 1_000;

  private static final int QUICK_WARM_UP = 200;

  private static final List<Integer> HELD_NANOS = List.of(200, 1_000);

  /** Kernels by how long they take. */
  private static final Map<String, Integer> SIZES = sizes();

  private static final Map<Rounds, String> PEERS =
      Map.of(Rounds.HOLDING, "holding", Rounds.REENTRANT, "ReentrantLock", Rounds.BARE, "no-lock");

  private static final List<Contestant> CALLS =
      List.of(
          call("kernel-held", Scores.GIL, KernelCallBenchmark.class, "gilHeld"),
          call("kernel-held", "bare", KernelCallBenchmark.class, "bare"),
          call("kernel-released", Scores.GIL, KernelCallBenchmark.class, "gilReleased"),
          call("kernel-released", "bare", KernelCallBenchmark.class, "bare"),
          call("kernel-released", "ReentrantLock", KernelCallBenchmark.class, "reentrantReleased"),
          call("buffer-4KiB", Scores.GIL, BufferBenchmark.class, "gil"),
          call("buffer-4KiB", "Arena-confined", BufferBenchmark.class, "arenaConfined"),
          call("buffer-4KiB", "Arena-shared", BufferBenchmark.class, "arenaShared"),
          call("buffer-4KiB", "calloc", BufferBenchmark.class, "calloc"));

  private static Map<String, Integer> sizes() {
    Map<String, Integer> sizes = new LinkedHashMap<>();
    sizes.put("100ns", 100);
    sizes.put("250ns", 250);
    sizes.put("500ns", 500);
    sizes.put("1us", 1_000);
    sizes.put("2us", 2_000);
    sizes.put("10us", 10_000);
    sizes.put("1ms", 1_000_000);
    return sizes;
  }

  private static Contestant call(String name, String subject, Class<?> type, String method) {
    return new Contestant(name, subject, type.getName(), method);
  }

  /** One case: a kernel, and what is done with the lock after it. */
  private record Case(String name, int kernelNanos, int heldNanos) {
    String sizes() {
      return kernelNanos + ":" + heldNanos;
    }
  }

  private static List<Case> releases() {
    List<Case> cases = new ArrayList<>();
    SIZES.forEach(
        (size, nanos) ->
            HELD_NANOS.forEach(
                held ->
                    cases.add(
                        new Case(
                            "release-" + size + (held == 1_000 ? "-after-1us" : ""),
                            nanos,
                            held))));
    return cases;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> cases() {
    List<String> cases = new ArrayList<>(releases().stream().map(Case::name).toList());
    CALLS.stream().map(Contestant::name).distinct().forEach(cases::add);
    return cases;
  }

  @Override
  public void run(Effort effort) throws IOException, InterruptedException {
    List<Case> releases = releases().stream().filter(one -> effort.cases().test(one.name)).toList();
    List<Contestant> calls =
        CALLS.stream()
            .filter(one -> effort.cases().test(one.name()))
            .filter(one -> one.subject().equals(Scores.GIL) || effort.peers().test(one.subject()))
            .toList();
    List<String> access = List.of("--enable-native-access=ALL-UNNAMED");
    for (int fork = 1; fork <= effort.forks(); fork++) {
      String which = ", fork " + fork + " of " + effort.forks();
      if (!releases.isEmpty()) {
        effort.progress().accept("two threads" + which);
        release(releases, effort);
      }
      effort.progress().accept("one thread" + which);
      new JmhFork(effort.quick(), 1, false, access, effort.quick() ? QUICK_WARM_UP : WARM_UP)
          .score(NAME, Unit.NANOS, calls, effort.scores());
    }
  }

  private static void release(List<Case> cases, Effort effort)
      throws IOException, InterruptedException {
    List<String> arguments =
        new ArrayList<>(effort.quick() ? List.of("40", "3") : List.of("100", "5"));
    cases.forEach(one -> arguments.add(one.sizes()));
    Figures figures = Fork.run(Fork.jvm(List.of(), ReleaseFork.class, arguments), LIMIT);
    for (Case one : cases) {
      add(one, Scores.GIL, figures.get(Rounds.GIL + "." + one.sizes()), effort);
      PEERS.forEach(
          (rounds, peer) -> {
            if (effort.peers().test(peer)) {
              add(one, peer, figures.get(rounds + "." + one.sizes()), effort);
            }
          });
    }
  }

  private static void add(Case one, String subject, double speedUp, Effort effort) {
    effort.scores().add(NAME, one.name, Unit.TIMES, subject, speedUp);
  }
}
