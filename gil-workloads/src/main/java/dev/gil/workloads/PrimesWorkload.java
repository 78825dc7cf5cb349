package dev.gil.workloads;

import dev.gil.Attachment;
import dev.gil.arrays.PrimeSieve;
import dev.gil.spi.Task;
import dev.gil.workloads.measure.Pulse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * Counts the first so many primes. By loops it goes candidate by candidate, with a checkpoint a
 * candidate: it computes and touches no memory, so nothing but the cores limits it. By kernels it
 * sieves, by {@link PrimeSieve}.
 *
 * <p>Candidates are the numbers that 2, 3 and 5 do not divide: eight in thirty. How far to go is
 * found by a sieve beforehand, so the count that comes out is right only if every single candidate
 * was judged right, or as many wrong one way as the other.
 */
public final class PrimesWorkload implements Workload {
  private static final Size SIZE = new Size("primes", 1, 100_000_000, 10_000_000, 1_000_000);

  /** So many that the last one to end does not keep the others waiting for long. */
  private static final int RANGES_A_WORKER = 16;

  private static final int[] GAPS = {6, 4, 2, 4, 2, 4, 6, 2}; // from 1 round to 31

  /** For {@link java.util.ServiceLoader}. */
  public PrimesWorkload() {}

  @Override
  public String id() {
    return "primes";
  }

  @Override
  public String story() {
    return "finds the first so many primes, candidate by candidate or by a sieve";
  }

  @Override
  public Kind kind() {
    return Kind.CPU;
  }

  @Override
  public Size size() {
    return SIZE;
  }

  @Override
  public List<Form> forms() {
    return List.of(Form.LOOP, Form.KERNEL);
  }

  @Override
  public int tasks(int workers) {
    return RANGES_A_WORKER * workers;
  }

  @Override
  public Trial<?> prepare(long size, int tasks, long seed) {
    return prepare(Form.LOOP, size, tasks, seed);
  }

  @Override
  public Trial<?> prepare(Form form, long size, int tasks, long seed) {
    long end = Sieve.nthPrime(size) + 1;
    List<Task<Long>> counting = new ArrayList<>();
    List<Callable<Long>> plain = new ArrayList<>();
    for (int i = 0; i < tasks; i++) {
      int from = (int) (end * i / tasks);
      int to = (int) (end * (i + 1) / tasks);
      if (form == Form.KERNEL) {
        counting.add(sieving(from, to));
      } else {
        counting.add(counting(from, to));
        plain.add(() -> countPlainly(from, to));
      }
    }
    return new Trial<Long>() {
      @Override
      public List<Task<Long>> tasks() {
        return List.copyOf(counting);
      }

      @Override
      public List<Callable<Long>> plain() {
        return List.copyOf(plain);
      }

      @Override
      public String result(List<Long> parts) {
        long found = parts.stream().mapToLong(Long::longValue).sum();
        if (found != size) {
          throw new WrongResultException(
              "found " + found + " primes below " + end + " instead of " + size);
        }
        return Long.toString(found);
      }
    };
  }

  /** In static methods, so that they capture numbers only and can travel. */
  private static Task<Long> sieving(int from, int to) {
    return gil -> PrimeSieve.count(gil, from, to);
  }

  private static Task<Long> counting(int from, int to) {
    return gil -> count(from, to, gil);
  }

  /** The primes from {@code from} to below {@code to}. */
  static long count(int from, int to, Attachment gil) {
    long found = smallest(from, to);
    int spoke = firstSpoke(from);
    for (long n = firstCandidate(from); n < to; n += GAPS[spoke], spoke = spoke + 1 & 7) {
      gil.checkpoint();
      if (Primality.isPrime((int) n)) {
        found++;
      }
    }
    return found;
  }

  static long countPlainly(int from, int to) {
    long found = smallest(from, to);
    int spoke = firstSpoke(from);
    for (long n = firstCandidate(from); n < to; n += GAPS[spoke], spoke = spoke + 1 & 7) {
      Pulse.poll();
      if (Primality.isPrime((int) n)) {
        found++;
      }
    }
    return found;
  }

  /** How many of 2, 3 and 5, which are no candidates, lie in the range. */
  private static long smallest(int from, int to) {
    long found = 0;
    for (int p = 2; p <= 5; p++) {
      if (p != 4 && from <= p && p < to) {
        found++;
      }
    }
    return found;
  }

  /** The first candidate from 7 on that is not below {@code from}. */
  private static long firstCandidate(int from) {
    long n = Math.max(7, from);
    while (n % 2 == 0 || n % 3 == 0 || n % 5 == 0) {
      n++;
    }
    return n;
  }

  /** Which gap follows the first candidate. */
  private static int firstSpoke(int from) {
    int rest = (int) (firstCandidate(from) % 30);
    int spoke = 0;
    for (int n = 1; n != rest; n += GAPS[spoke++]) {
      // to the next spoke
    }
    return spoke;
  }
}
