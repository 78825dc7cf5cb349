package dev.gil.workloads.photo;

import dev.gil.spi.Task;
import dev.gil.workloads.Trial;
import dev.gil.workloads.Workload;
import dev.gil.workloads.measure.Pulse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;

/**
 * Makes thumbnails of photos, in plain Java or by the kernel of {@link dev.gil.image.Images}. Both
 * give the same bytes.
 */
public final class ResizeWorkload implements Workload {
  private static final Size SIZE = new Size("images", 1, 100_000, 64, 16);
  private static final int TASKS_A_WORKER = 8;

  /** For {@link java.util.ServiceLoader}. */
  public ResizeWorkload() {}

  @Override
  public String id() {
    return "resize";
  }

  @Override
  public String story() {
    return "makes three thumbnails each of photos that are made up";
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
    return TASKS_A_WORKER * workers;
  }

  @Override
  public Trial<?> prepare(long size, int tasks, long seed) {
    return prepare(Form.LOOP, size, tasks, seed);
  }

  @Override
  public Trial<?> prepare(Form form, long size, int tasks, long seed) {
    List<PhotoCheck> checks =
        LongStream.range(0, size).mapToObj(i -> PhotoCheck.of(new Photo(i, seed))).toList();
    List<Task<List<Print>>> made = new ArrayList<>();
    List<Callable<List<Print>>> plain = new ArrayList<>();
    for (int task = 0; task < tasks; task++) {
      long from = size * task / tasks;
      long to = size * (task + 1) / tasks;
      if (form == Form.KERNEL) {
        made.add(byKernel(from, to, seed));
      } else {
        made.add(byLoop(from, to, seed));
        plain.add(() -> loop(from, to, seed, Pulse::poll));
      }
    }
    return new Trial<List<Print>>() {
      @Override
      public List<Task<List<Print>>> tasks() {
        return List.copyOf(made);
      }

      @Override
      public List<Callable<List<Print>>> plain() {
        return List.copyOf(plain);
      }

      @Override
      public String result(List<List<Print>> parts) {
        return PhotoCheck.all(parts.stream().flatMap(List::stream).toList(), checks);
      }
    };
  }

  /** In static methods, so that they capture numbers only and can travel. */
  private static Task<List<Print>> byLoop(long from, long to, long seed) {
    return gil -> loop(from, to, seed, gil::checkpoint);
  }

  private static Task<List<Print>> byKernel(long from, long to, long seed) {
    return gil -> {
      List<Print> prints = new ArrayList<>();
      for (long i = from; i < to; i++) {
        prints.add(KernelThumbnails.of(new Photo(i, seed)));
        gil.checkpoint();
      }
      return prints;
    };
  }

  private static List<Print> loop(long from, long to, long seed, Runnable turn) {
    List<Print> prints = new ArrayList<>();
    for (long i = from; i < to; i++) {
      prints.add(LoopThumbnails.of(new Photo(i, seed), turn));
    }
    return prints;
  }
}
