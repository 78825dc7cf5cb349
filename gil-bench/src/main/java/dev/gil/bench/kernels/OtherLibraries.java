package dev.gil.bench.kernels;

import java.util.Arrays;
import java.util.Random;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.CommonOps_FDRM;
import org.ojalgo.matrix.store.PhysicalStore;
import org.ojalgo.matrix.store.R032Store;
import org.ojalgo.matrix.store.R064Store;

/** Products by what a Java program takes today, and by three nested loops. */
final class OtherLibraries {
  private OtherLibraries() {}

  static Contender of(String peer, String operation, int n) {
    boolean doubles = operation.equals("dgemm");
    return switch (peer) {
      case AlgebraCase.EJML -> doubles ? ejmlDoubles(n) : ejmlFloats(n);
      case AlgebraCase.OJALGO -> ojAlgo(doubles ? R064Store.FACTORY : R032Store.FACTORY, n);
      default -> doubles ? loopDoubles(n) : loopFloats(n);
    };
  }

  private static Contender ejmlDoubles(int n) {
    DMatrixRMaj a = new DMatrixRMaj(n, n, true, doubles(n, 1));
    DMatrixRMaj b = new DMatrixRMaj(n, n, true, doubles(n, 2));
    DMatrixRMaj c = new DMatrixRMaj(n, n);
    return Contender.of(() -> CommonOps_DDRM.mult(a, b, c));
  }

  private static Contender ejmlFloats(int n) {
    FMatrixRMaj a = new FMatrixRMaj(n, n, true, floats(n, 1));
    FMatrixRMaj b = new FMatrixRMaj(n, n, true, floats(n, 2));
    FMatrixRMaj c = new FMatrixRMaj(n, n);
    return Contender.of(() -> CommonOps_FDRM.mult(a, b, c));
  }

  private static Contender ojAlgo(
      PhysicalStore.Factory<Double, ? extends PhysicalStore<Double>> factory, int n) {
    PhysicalStore<Double> a = factory.make(n, n);
    PhysicalStore<Double> b = factory.make(n, n);
    PhysicalStore<Double> c = factory.make(n, n);
    double[] left = doubles(n, 1);
    double[] right = doubles(n, 2);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        a.set(i, j, left[i * n + j]);
        b.set(i, j, right[i * n + j]);
      }
    }
    return Contender.of(() -> c.fillByMultiplying(a, b));
  }

  private static Contender loopDoubles(int n) {
    double[] a = doubles(n, 1);
    double[] b = doubles(n, 2);
    double[] c = new double[n * n];
    return Contender.of(() -> multiply(n, a, b, c));
  }

  private static void multiply(int n, double[] a, double[] b, double[] c) {
    Arrays.fill(c, 0);
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < n; k++) {
        double factor = a[i * n + k];
        for (int j = 0; j < n; j++) {
          c[i * n + j] += factor * b[k * n + j];
        }
      }
    }
  }

  private static Contender loopFloats(int n) {
    float[] a = floats(n, 1);
    float[] b = floats(n, 2);
    float[] c = new float[n * n];
    return Contender.of(() -> multiply(n, a, b, c));
  }

  private static void multiply(int n, float[] a, float[] b, float[] c) {
    Arrays.fill(c, 0);
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < n; k++) {
        float factor = a[i * n + k];
        for (int j = 0; j < n; j++) {
          c[i * n + j] += factor * b[k * n + j];
        }
      }
    }
  }

  private static double[] doubles(int n, long seed) {
    return new Random(seed).doubles((long) n * n, -0.5, 0.5).toArray();
  }

  private static float[] floats(int n, long seed) {
    float[] values = new float[n * n];
    Random random = new Random(seed);
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat() - 0.5f;
    }
    return values;
  }
}
