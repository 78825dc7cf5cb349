package dev.gil.bench.kernels;

import dev.gil.Attachment;
import dev.gil.arrays.PrimeSieve;
import dev.gil.bench.ContendedLock;
import dev.gil.bench.report.Scores;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The program of a fork: 10 million primes.
 *
 * <p>Arguments: case, quick or not, then the peers.
 */
final class PrimesFork {
  private static final int ROUNDS = 15;
  private static final int QUICK_ROUNDS = 5;

  /** After the ten-millionth prime, 179,424,673. */
  private static final long TO = 179_424_674;

  private static final long DUE = 10_000_000;

  private PrimesFork() {}

  public static void main(String[] args) throws Exception {
    boolean quick = Boolean.parseBoolean(args[1]);
    List<String> peers = List.of(args).subList(2, args.length);
    Map<String, Contender> contenders = new LinkedHashMap<>();
    if (args[0].equals(PrimesBench.TWO_THREADS)) {
      Pair.of(Scores.GIL, new Counting(), new Counting(), contenders);
    } else {
      contenders.put(Scores.GIL, new Counting().under(ContendedLock.named("bench-primes")));
      if (peers.contains(PrimesBench.PRIMESIEVE)) {
        contenders.put(PrimesBench.PRIMESIEVE, Primesieve.counting(TO, DUE));
      }
    }
    contenders.keySet().removeIf(each -> !each.equals(Scores.GIL) && !peers.contains(each));
    InTurn.play(contenders, 1, quick ? QUICK_ROUNDS : ROUNDS);
  }

  static void expect(long due, long found) {
    if (found != due) {
      throw new IllegalStateException("counted " + found + " primes instead of " + due);
    }
  }

  /** The shipped sieve. */
  private static final class Counting implements KernelScene {
    @Override
    public void play(Attachment gil) {
      expect(DUE, PrimeSieve.count(gil, 0, TO));
    }

    @Override
    public void close() {}
  }
}
