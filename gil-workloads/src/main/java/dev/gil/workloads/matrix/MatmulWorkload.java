package dev.gil.workloads.matrix;

import dev.gil.spi.Task;
import dev.gil.workloads.Trial;
import dev.gil.workloads.Workload;
import dev.gil.workloads.WrongResultException;
import dev.gil.workloads.measure.Pulse;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

/**
 * Multiplies matrices of doubles, a product a task: by three loops over Java arrays, or by the
 * kernel of {@link dev.gil.arrays.Blas}. Every product is checked.
 */
public final class MatmulWorkload implements Workload {
  private static final Size SIZE = new Size("rows a matrix", 1, 8_192, 1_024, 512);
  private static final int PRODUCTS_A_WORKER = 4;

  /** For {@link java.util.ServiceLoader}. */
  public MatmulWorkload() {}

  @Override
  public String id() {
    return "matmul";
  }

  @Override
  public String story() {
    return "multiplies square matrices of doubles, a product a task";
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
    return PRODUCTS_A_WORKER * workers;
  }

  @Override
  public Trial<?> prepare(long size, int tasks, long seed) {
    return prepare(Form.LOOP, size, tasks, seed);
  }

  @Override
  public Trial<?> prepare(Form form, long size, int tasks, long seed) {
    List<Factors> all =
        IntStream.range(0, tasks).mapToObj(i -> new Factors((int) size, seed, i)).toList();
    List<ProductCheck> checks = all.stream().map(ProductCheck::of).toList();
    boolean byKernel = form == Form.KERNEL;
    return new Trial<double[]>() {
      @Override
      public List<Task<double[]>> tasks() {
        return all.stream().map(byKernel ? MatmulWorkload::kernel : MatmulWorkload::loop).toList();
      }

      @Override
      public List<Callable<double[]>> plain() {
        return byKernel ? List.of() : all.stream().map(MatmulWorkload::plainLoop).toList();
      }

      @Override
      public String result(List<double[]> parts) {
        return checked(parts, checks);
      }
    };
  }

  /** In static methods, so that they capture numbers only and can travel. */
  private static Task<double[]> loop(Factors factors) {
    return gil -> LoopProduct.probed(factors, gil::checkpoint);
  }

  private static Task<double[]> kernel(Factors factors) {
    return gil -> KernelProduct.probed(factors, gil);
  }

  private static Callable<double[]> plainLoop(Factors factors) {
    return () -> LoopProduct.probed(factors, Pulse::poll);
  }

  private static String checked(List<double[]> parts, List<ProductCheck> checks) {
    if (parts.size() != checks.size()) {
      throw new WrongResultException(parts.size() + " products instead of " + checks.size());
    }
    double sum = 0;
    for (int i = 0; i < parts.size(); i++) {
      checks.get(i).check(parts.get(i));
      sum += checks.get(i).sum();
    }
    return String.format(Locale.ROOT, "%.6g", sum);
  }
}
