package dev.gil.advisor;

import dev.gil.Attachment;
import dev.gil.ClassNotOnWorkerException;
import dev.gil.TaskNotSerializableException;
import dev.gil.advisor.Profile.Travel;
import dev.gil.spi.RemoteTask;
import dev.gil.spi.Task;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sends a task and its result to another JVM and back, without the other JVM. */
final class Journey {
  private static final long LIMIT = 20_000_000;
  private static final int WARM_UPS = 3;
  private static final int LEAST_ROUNDS = 5;
  private static final int MOST_ROUNDS = 1_000;

  private Journey() {}

  /** What a result travels in. */
  private record Parcel(@Nullable Object result) implements Task<@Nullable Object> {
    @Override
    public @Nullable Object run(Attachment gil) {
      return result;
    }
  }

  private record Leg(long bytes, double writeMs, double readMs) {}

  static Travel of(String label, Task<?> task, @Nullable Object result, List<String> allowed) {
    try {
      Leg there = measure(label, task, allowed, true);
      Leg back = measure("result of " + label, new Parcel(result), allowed, false);
      return new Travel(
          Optional.empty(),
          there.bytes(),
          there.writeMs(),
          there.readMs(),
          back.bytes(),
          back.writeMs(),
          back.readMs());
    } catch (TaskNotSerializableException | ClassNotOnWorkerException e) {
      return Travel.refused(String.valueOf(e.getMessage()));
    }
  }

  private static Leg measure(String label, Task<?> task, List<String> allowed, boolean mustRead) {
    double[] writes = new double[MOST_ROUNDS];
    double[] reads = new double[MOST_ROUNDS];
    byte[] bytes = {};
    for (int i = 0; i < WARM_UPS; i++) { // classes to load, and large arrays that are new
      read(RemoteTask.encode(label, task), allowed, mustRead, 0);
    }
    int rounds = 0;
    for (long from = System.nanoTime();
        rounds < LEAST_ROUNDS || (rounds < MOST_ROUNDS && System.nanoTime() - from < LIMIT);
        rounds++) {
      long start = System.nanoTime();
      bytes = RemoteTask.encode(label, task);
      writes[rounds] = (System.nanoTime() - start) / 1e6;
      reads[rounds] = read(bytes, allowed, mustRead, writes[rounds]);
    }
    return new Leg(bytes.length, usual(writes, rounds), usual(reads, rounds));
  }

  /** A result's class may be one that only its own task's pool reads: then as long as writing. */
  private static double read(byte[] bytes, List<String> allowed, boolean mustRead, double other) {
    long start = System.nanoTime();
    try (RemoteTask _ = RemoteTask.decode(bytes, allowed, null, null)) {
      return (System.nanoTime() - start) / 1e6;
    } catch (TaskNotSerializableException e) {
      if (mustRead) {
        throw e;
      }
      return other;
    }
  }

  private static double usual(double[] times, int count) {
    double[] sorted = Arrays.copyOf(times, count);
    Arrays.sort(sorted);
    return sorted[count / 4]; // by code that is compiled: most of the first ones are not
  }
}
