package dev.gil.bench.kernels;

import dev.gil.GlobalLock;
import dev.gil.bench.ContendedLock;
import dev.gil.bench.fork.Figures;
import dev.gil.workloads.measure.Sample;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;

/**
 * The program of a fork: gil and its peers compute one case in turn, round by round; what is told
 * is the median of each, in milliseconds a computation.
 *
 * <p>Arguments: case, quick or not, the library of the C compiler, Python, then the peers.
 */
final class AlgebraFork {
  private static final String GIL = "gil";
  private static final long WARM_UP_NANOS = 1_500_000_000L;

  private AlgebraFork() {}

  public static void main(String[] args) throws Exception {
    boolean quick = Boolean.parseBoolean(args[1]);
    AlgebraCase one = AlgebraCase.named(args[0], quick);
    List<String> peers = List.of(args).subList(4, args.length);
    Map<String, Contender> contenders = new LinkedHashMap<>();
    List<AutoCloseable> open = new ArrayList<>();
    AlgebraScene scene = new AlgebraScene(one);
    open.add(scene);
    if (one.twoThreads()) {
      AlgebraScene second = new AlgebraScene(one);
      open.add(second);
      twoThreads(contenders, scene, second);
    } else {
      contenders.put(GIL, scene.under(ContendedLock.named("bench-" + one.name())));
      for (String peer : peers) {
        contenders.put(peer, contender(peer, one, scene, args[2], args[3], open));
      }
    }
    contenders.keySet().removeIf(each -> !each.equals(GIL) && !peers.contains(each));
    Map<String, double[]> times = play(contenders, one.repeats(), quick ? 5 : 9);
    times.forEach((subject, all) -> Figures.say(subject, Sample.of(all).median()));
    for (AutoCloseable each : open) {
      each.close();
    }
  }

  private static Contender contender(
      String peer,
      AlgebraCase one,
      AlgebraScene scene,
      String library,
      String python,
      List<AutoCloseable> open)
      throws Exception {
    return switch (peer) {
      case AlgebraCase.NUMPY -> {
        NumPy numPy = NumPy.start(python, one);
        open.add(numPy);
        yield numPy;
      }
      case AlgebraCase.C_LIMIT ->
          CLimit.contender(
              library, one.operation(), one.size(), scene.x().segment(), scene.y().segment());
      default -> OtherLibraries.of(peer, one.operation(), one.size());
    };
  }

  private static void twoThreads(
      Map<String, Contender> contenders, AlgebraScene first, AlgebraScene second) {
    GlobalLock shared = ContendedLock.named("bench-both");
    GlobalLock left = ContendedLock.named("bench-left");
    GlobalLock right = ContendedLock.named("bench-right");
    contenders.put(GIL, both(first.under(shared), second.under(shared)));
    contenders.put(AlgebraCase.APART, both(first.under(left), second.under(right)));
    contenders.put(
        AlgebraCase.ALONE,
        times -> first.under(left).nanos(times) + second.under(left).nanos(times));
  }

  /** Two threads that begin together, until the last has ended. */
  private static Contender both(Contender first, Contender second) {
    return times -> {
      CyclicBarrier together = new CyclicBarrier(3);
      FutureTask<Long> one = thread(together, first, times);
      FutureTask<Long> other = thread(together, second, times);
      together.await();
      long start = System.nanoTime();
      var _ = one.get();
      var _ = other.get();
      return System.nanoTime() - start;
    };
  }

  private static FutureTask<Long> thread(CyclicBarrier together, Contender contender, int times) {
    FutureTask<Long> task =
        new FutureTask<>(
            () -> {
              together.await();
              return contender.nanos(times);
            });
    Thread.ofPlatform().daemon().start(task);
    return task;
  }

  private static Map<String, double[]> play(
      Map<String, Contender> contenders, int repeats, int rounds) throws Exception {
    for (Contender each : contenders.values()) {
      long end = System.nanoTime() + WARM_UP_NANOS;
      do {
        var _ = each.nanos(repeats);
      } while (System.nanoTime() < end);
    }
    Map<String, double[]> times = new LinkedHashMap<>();
    for (int round = 0; round < rounds; round++) {
      for (var each : contenders.entrySet()) {
        double[] all = times.computeIfAbsent(each.getKey(), _ -> new double[rounds]);
        all[round] = each.getValue().nanos(repeats) / 1e6 / repeats;
      }
    }
    return times;
  }
}
