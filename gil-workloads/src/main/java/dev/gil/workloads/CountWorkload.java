package dev.gil.workloads;

import dev.gil.Attachment;
import dev.gil.spi.Task;
import dev.gil.workloads.measure.Pulse;
import java.io.Serializable;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Counts, with a checkpoint a turn: the classic experiment of threads that gain nothing under one
 * lock.
 *
 * <p>A turn also takes a step of a random chain, for two reasons. Its end state, known beforehand,
 * proves that no turn was left out. And it takes longer than the checkpoint beside it (1.7 ns on
 * the machine it was tried on): a bare count ran at 0.3 ns a turn until its JVM first had a request
 * to answer and at 0.6 ns ever after, since the compiler then keeps the call in the loop, so that
 * JVMs and strategies with different pasts could not be compared.
 */
public final class CountWorkload implements Workload {
  private static final Size SIZE =
      new Size("turns a task", 1, 1_000_000_000_000L, 100_000_000, 30_000_000);

  /** For {@link java.util.ServiceLoader}. */
  public CountWorkload() {}

  /** What a task returns. */
  private record Counted(long count, long state) implements Serializable {}

  @Override
  public String id() {
    return "count";
  }

  @Override
  public String story() {
    return "every task counts to the size, with a checkpoint a turn";
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
  public int tasks(int workers) {
    return 2;
  }

  @Override
  public Trial<?> prepare(long size, int tasks, long seed) {
    long[] starts = LongStream.range(0, tasks).map(i -> start(seed, i)).toArray();
    long[] ends = LongStream.of(starts).map(start -> Xorshift.after(start, size)).toArray();
    List<Task<Counted>> counting = LongStream.of(starts).mapToObj(s -> counting(size, s)).toList();
    List<Callable<Counted>> plain =
        LongStream.of(starts)
            .<Callable<Counted>>mapToObj(start -> () -> countPlainly(size, start))
            .toList();
    return new Trial<Counted>() {
      @Override
      public List<Task<Counted>> tasks() {
        return counting;
      }

      @Override
      public List<Callable<Counted>> plain() {
        return plain;
      }

      @Override
      public String result(List<Counted> parts) {
        return check(size, ends, parts);
      }
    };
  }

  /** In a static method, so that it captures numbers only and can travel. */
  private static Task<Counted> counting(long turns, long start) {
    return gil -> count(turns, start, gil);
  }

  private static Counted count(long turns, long start, Attachment gil) {
    long state = start;
    long count = 0;
    while (count < turns) {
      gil.checkpoint();
      count += 1;
      state = Xorshift.step(state);
    }
    return new Counted(count, state);
  }

  private static Counted countPlainly(long turns, long start) {
    long state = start;
    long count = 0;
    while (count < turns) {
      Pulse.poll();
      count += 1;
      state = Xorshift.step(state);
    }
    return new Counted(count, state);
  }

  /** Never zero, where the chain would stand still. */
  private static long start(long seed, long task) {
    return (seed * 31 + task) << 1 | 1;
  }

  private static String check(long turns, long[] ends, List<Counted> parts) {
    if (parts.size() != ends.length) {
      throw new WrongResultException(parts.size() + " tasks counted instead of " + ends.length);
    }
    IntStream.range(0, ends.length)
        .filter(i -> !parts.get(i).equals(new Counted(turns, ends[i])))
        .findFirst()
        .ifPresent(
            i -> {
              throw new WrongResultException(
                  "task " + i + " counted " + parts.get(i) + " instead of " + turns + " turns");
            });
    return Long.toString(parts.stream().mapToLong(Counted::count).sum());
  }
}
