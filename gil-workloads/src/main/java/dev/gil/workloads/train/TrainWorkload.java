package dev.gil.workloads.train;

import dev.gil.spi.Task;
import dev.gil.workloads.Trial;
import dev.gil.workloads.Workload;
import dev.gil.workloads.WrongResultException;
import dev.gil.workloads.measure.Pulse;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

/**
 * Trains a net of 256, 128 and 10 on generated digits, a model a task: by loops in Java, or by the
 * kernels of {@link dev.gil.learn.Mlp}. Both do the same steps; they add in another order and draw
 * other weights, so that what is compared is how many models got enough of a test right.
 */
public final class TrainWorkload implements Workload {
  private static final Size SIZE = new Size("epochs a model", 1, 1_000, 10, 2);
  private static final int MODELS_A_WORKER = 2;

  /** For {@link java.util.ServiceLoader}. */
  public TrainWorkload() {}

  @Override
  public String id() {
    return "train";
  }

  @Override
  public String story() {
    return "trains small nets on generated digits, a model a task";
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
    return MODELS_A_WORKER * workers;
  }

  @Override
  public Trial<?> prepare(long size, int tasks, long seed) {
    return prepare(Form.LOOP, size, tasks, seed);
  }

  @Override
  public Trial<?> prepare(Form form, long size, int tasks, long seed) {
    var _ = Digits.of(seed); // drawn before the clock runs, where the heap is shared
    List<Lesson> lessons =
        IntStream.range(0, tasks).mapToObj(i -> new Lesson((int) size, seed, i)).toList();
    boolean loops = form == Form.LOOP;
    return new Trial<Integer>() {
      @Override
      public List<Task<Integer>> tasks() {
        return lessons.stream().map(l -> loops ? byLoops(l) : byKernels(l)).toList();
      }

      @Override
      public List<Callable<Integer>> plain() {
        return loops ? lessons.stream().map(TrainWorkload::plainly).toList() : List.of();
      }

      @Override
      public String result(List<Integer> parts) {
        return check(tasks, percent((int) size), parts);
      }
    };
  }

  /** In static methods, so that they capture the lesson only and can travel. */
  private static Task<Integer> byLoops(Lesson lesson) {
    return gil -> LoopTraining.right(lesson, gil::checkpoint);
  }

  private static Task<Integer> byKernels(Lesson lesson) {
    return gil -> KernelTraining.right(lesson, gil);
  }

  private static Callable<Integer> plainly(Lesson lesson) {
    return () -> LoopTraining.right(lesson, Pulse::poll);
  }

  /**
   * Of a hundred digits not seen before, so many are right at least after so many epochs. Models
   * were seen to get 78 to 81 after one, 90 to 91 after three and 95 to 97 after ten.
   */
  private static int percent(int epochs) {
    return epochs >= 10 ? 93 : epochs >= 3 ? 85 : 70;
  }

  private static String check(int models, int percent, List<Integer> parts) {
    if (parts.size() != models) {
      throw new WrongResultException(parts.size() + " models instead of " + models);
    }
    for (int i = 0; i < models; i++) {
      if (parts.get(i) * 100 < percent * Digits.TEST) {
        throw new WrongResultException(
            "model "
                + i
                + " got "
                + parts.get(i)
                + " of "
                + Digits.TEST
                + " digits right, which is less than "
                + percent
                + " in 100");
      }
    }
    return models + " models, each right on " + percent + " % or more";
  }
}
