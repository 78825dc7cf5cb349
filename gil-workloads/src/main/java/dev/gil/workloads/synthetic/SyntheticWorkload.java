package dev.gil.workloads.synthetic;

import dev.gil.advisor.Facts;
import dev.gil.spi.AsyncTask;
import dev.gil.spi.Task;
import dev.gil.workloads.Trial;
import dev.gil.workloads.Workload;
import dev.gil.workloads.WrongResultException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** A made-up workload; its size says nothing. */
public final class SyntheticWorkload implements Workload {
  private static final Size SIZE = new Size("runs", 1, 1, 1, 1);

  private final Spec spec;

  SyntheticWorkload(Spec spec) {
    this.spec = spec;
  }

  /** What is to be said of it before it is measured. */
  public Facts facts() {
    return Facts.UNKNOWN.threadSafe(spec.threadSafe);
  }

  /** Whether it computes only and may do so on all processors at once, with no lock of its own. */
  public boolean isSafeComputing() {
    return spec.threadSafe && kind() == Kind.CPU && spec.hiddenShare == 0;
  }

  @Override
  public String id() {
    return spec.id;
  }

  @Override
  public String story() {
    return String.format(
        Locale.ROOT,
        "cpu %.2f+%.2f ms%s%s%s%s%s%s%s%s",
        spec.cpuMs,
        spec.kernelMs,
        spec.hiddenShare > 0
            ? String.format(Locale.ROOT, ", %.0f %% hidden", 100 * spec.hiddenShare)
            : "",
        spec.waitMs > 0 ? String.format(Locale.ROOT, ", waits %.1f ms", spec.waitMs) : "",
        spec.waitMs > 0 && !spec.detaches ? " with the lock" : "",
        spec.bytes > 0 ? ", " + spec.bytes / 1_000 + " kB" : "",
        spec.allocatedBytes > 0 ? ", allocates " + spec.allocatedBytes / 1_000 + " kB" : "",
        spec.skew > 0 ? String.format(Locale.ROOT, ", skew %.0f", spec.skew) : "",
        spec.threadSafe ? ", safe" : "",
        spec.serializable ? "" : ", stays");
  }

  @Override
  public Kind kind() {
    return spec.kind();
  }

  @Override
  public Size size() {
    return SIZE;
  }

  @Override
  public int tasks(int workers) {
    return spec.tasks;
  }

  @Override
  public int workers() {
    return spec.atOnce;
  }

  @Override
  public Trial<?> prepare(long size, int tasks, long seed) {
    byte[] input = new byte[spec.bytes];
    new Random(seed).nextBytes(input);
    List<SyntheticTask> all = new ArrayList<>(tasks);
    for (int i = 0; i < tasks; i++) {
      all.add(new SyntheticTask(spec, i, input));
    }
    return new Trial<byte[]>() {
      @Override
      public List<Task<byte[]>> tasks() {
        return List.copyOf(all);
      }

      @Override
      public List<AsyncTask<byte[]>> async() {
        return spec.async ? List.copyOf(all) : List.of();
      }

      @Override
      public String result(List<byte[]> parts) {
        if (parts.size() != all.size()) {
          throw new WrongResultException(parts.size() + " results of " + all.size() + " tasks");
        }
        return Long.toHexString(
            parts.stream().mapToLong(part -> ByteBuffer.wrap(part).getLong()).sum());
      }
    };
  }
}
