package dev.gil.workloads;

import dev.gil.spi.Task;
import dev.gil.workloads.measure.Pulse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

/**
 * Retains and releases objects that all tasks share, with a checkpoint a pair.
 *
 * <p>Each task owns a reference to every object, adds one, uses the object and takes one away, as
 * often as the size says, and at the end gives up its own, so that the last task disposes of all.
 * The counts are plain fields under the lock of the strategy; where it has none, they are atomic.
 * Right is: each object disposed of once, after its last use, and no misuse anywhere. A worker
 * process shares nothing with another, so each of its tasks has objects of its own.
 *
 * <p>The control is the same on plain fields by threads without a lock. Its misuses are trapped by
 * the checks of the counts, and counted; the objects stand for nothing, so nothing can crash.
 *
 * <p>There is no form for plain threads to compare with: without a lock it would be another count.
 */
public final class RefCountWorkload implements Workload {
  private static final Size SIZE =
      new Size("pairs a task", 1, 10_000_000_000L, 20_000_000, 2_000_000);

  private static final int LEAST_TASKS = 2;

  /** More show nothing more: an object that went wrong is left alone from then on. */
  private static final long MOST_CONTROL_PAIRS = 1_000_000;

  /** For {@link java.util.ServiceLoader}. */
  public RefCountWorkload() {}

  @Override
  public String id() {
    return "refcount";
  }

  @Override
  public String story() {
    return "all tasks retain and release the same objects, with a checkpoint a pair";
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
    return Math.max(LEAST_TASKS, workers);
  }

  @Override
  public Trial<?> prepare(long size, int tasks, long seed) {
    long key = Shelf.register(tasks);
    List<Task<Tally>> counting =
        IntStream.range(0, tasks).mapToObj(task -> counting(key, size, start(seed, task))).toList();
    return new Trial<Tally>() {
      @Override
      public List<Task<Tally>> tasks() {
        return counting;
      }

      @Override
      public List<Callable<Tally>> control() {
        Shelf shelf = Shelf.unguarded(tasks);
        long pairs = Math.min(size, MOST_CONTROL_PAIRS);
        return IntStream.range(0, tasks)
            .<Callable<Tally>>mapToObj(task -> () -> unguarded(shelf, pairs, start(seed, task)))
            .toList();
      }

      @Override
      public Map<String, Long> faults(List<Tally> parts) {
        Map<String, Long> faults = new LinkedHashMap<>();
        faults.put("below zero", parts.stream().mapToLong(Tally::belowZero).sum());
        faults.put("leaked", parts.stream().mapToLong(Tally::leaked).sum());
        faults.put("used after free", parts.stream().mapToLong(Tally::usedAfterFree).sum());
        return faults;
      }

      @Override
      public String result(List<Tally> parts) {
        return check(size, tasks, parts);
      }

      @Override
      public void close() {
        Shelf.forget(key);
      }
    };
  }

  /** In a static method, so that it captures numbers only and can travel. */
  private static Task<Tally> counting(long key, long pairs, long start) {
    return gil -> {
      Shelf shelf = Shelf.of(key, gil.lock());
      return shelf.leave(Churn.of(shelf, pairs, start, gil::checkpoint));
    };
  }

  private static Tally unguarded(Shelf shelf, long pairs, long start) {
    shelf.awaitAll();
    return shelf.leave(Churn.of(shelf, pairs, start, Pulse::poll));
  }

  /** Never zero, where the chain would stand still. */
  private static long start(long seed, long task) {
    return (seed * 31 + task) << 1 | 1;
  }

  private static String check(long size, int tasks, List<Tally> parts) {
    if (parts.size() != tasks) {
      throw new WrongResultException(parts.size() + " tasks counted instead of " + tasks);
    }
    for (Tally part : parts) {
      if (part.pairs() != size || !part.isRight()) {
        throw new WrongResultException(part + " instead of " + size + " pairs without a fault");
      }
    }
    long made = parts.stream().mapToLong(Tally::made).sum();
    long disposed = parts.stream().mapToLong(Tally::disposed).sum();
    if (made != disposed || made == 0) {
      throw new WrongResultException(disposed + " of " + made + " objects were disposed of");
    }
    return Long.toString(parts.stream().mapToLong(Tally::pairs).sum());
  }
}
