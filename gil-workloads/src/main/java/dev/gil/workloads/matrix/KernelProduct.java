package dev.gil.workloads.matrix;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import dev.gil.Attachment;
import dev.gil.arrays.Blas;
import dev.gil.kernel.CancelPoll;
import dev.gil.kernel.DoubleArray;
import dev.gil.kernel.Kernels;
import dev.gil.refcount.RefCountPolicy;
import java.lang.foreign.MemorySegment;

/** A product by kernels, all of it without the lock: the filling of the matrices too. */
final class KernelProduct {
  private static final int PIECE = 1 << 16;

  private KernelProduct() {}

  /** The product times the probe. */
  static double[] probed(Factors factors, Attachment gil) {
    int rows = factors.rows();
    try (DoubleArray left = filled(factors.left(), factors.entries(), gil);
        DoubleArray right = filled(factors.right(), factors.entries(), gil);
        DoubleArray product = array(factors.entries());
        DoubleArray probe = array(rows).copyFrom(factors.probe());
        DoubleArray probed = array(rows)) {
      Blas.multiply(gil, rows, rows, rows, left, right, product);
      Blas.multiply(gil, rows, 1, rows, product, probe, probed);
      return probed.toArray();
    }
  }

  /** Counted with no lock: it runs under strategies that have none. */
  private static DoubleArray array(int length) {
    return DoubleArray.allocate(length, RefCountPolicy.BIASED);
  }

  private static DoubleArray filled(Entries entries, int count, Attachment gil) {
    DoubleArray matrix = array(count);
    try {
      Kernels.execute(
          gil,
          pins -> {
            MemorySegment memory = pins.writes(matrix);
            pins.work(count);
            return cancel -> fill(memory, entries, count, cancel);
          });
      return matrix;
    } catch (RuntimeException | Error e) {
      matrix.close();
      throw e;
    }
  }

  private static void fill(MemorySegment memory, Entries entries, int count, CancelPoll cancel) {
    for (int from = 0; from < count; from += PIECE) {
      int to = Math.min(count, from + PIECE);
      for (int i = from; i < to; i++) {
        memory.setAtIndex(JAVA_DOUBLE, i, entries.at(i));
      }
      cancel.poll();
    }
  }
}
