package dev.gil.bench.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gil.arrays.spi.BlasEngine;
import dev.gil.arrays.spi.ProductShape;
import dev.gil.kernel.CancelPoll;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.ServiceLoader;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Every engine computes what the definition says, whatever the sizes. */
class BlasEngineProperties {
  private static final List<BlasEngine> ENGINES =
      ServiceLoader.load(BlasEngine.class).stream().map(ServiceLoader.Provider::get).toList();

  private static final CancelPoll NEVER = Matrices.noCancel();

  @Provide
  Arbitrary<BlasEngine> engines() {
    return Arbitraries.of(
        ENGINES.stream().filter(engine -> engine.unavailable().isEmpty()).toList());
  }

  @Provide
  Arbitrary<Double> factors() {
    return Arbitraries.of(0.0, 1.0, -1.0, 0.5);
  }

  /** Small ones, and those round the edges of tiles and blocks. */
  @Provide
  Arbitrary<Integer> sizes() {
    return Arbitraries.oneOf(
        Arbitraries.integers().between(0, 40), Arbitraries.of(63, 64, 65, 191, 193, 257, 385));
  }

  @Example
  void allEnginesAreHere() {
    assertThat(ENGINES.stream().map(BlasEngine::id)).contains("scalar", "vector", "openblas");
    for (BlasEngine engine : ENGINES) {
      if (!engine.id().equals("openblas")) { // its library is not made for every system
        assertThat(engine.unavailable()).isEmpty();
      }
    }
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void aProductIsWhatItsDefinitionSays(
      @ForAll("engines") BlasEngine engine,
      @ForAll("sizes") int m,
      @ForAll("sizes") int n,
      @ForAll("sizes") int k,
      @ForAll boolean transposeA,
      @ForAll boolean transposeB,
      @ForAll @IntRange(max = 3) int gap,
      @ForAll("factors") double alpha,
      @ForAll("factors") double beta,
      @ForAll long seed) {
    ProductShape shape =
        new ProductShape(
            m,
            n,
            k,
            transposeA,
            transposeB,
            (transposeA ? m : k) + gap,
            (transposeB ? k : n) + gap,
            n + gap);
    Random random = new Random(seed);
    double[] a = Matrices.random(Matrices.elements(transposeA ? k : m, shape.lda()), random);
    double[] b = Matrices.random(Matrices.elements(transposeB ? n : k, shape.ldb()), random);
    double[] c = Matrices.random(Matrices.elements(m, shape.ldc()), random);
    if (beta == 0) {
      for (int i = 0; i < m; i++) {
        Arrays.fill(c, i * shape.ldc(), i * shape.ldc() + n, Double.NaN);
      }
    }
    double[] due = c.clone();
    Matrices.multiply(shape, alpha, a, b, beta, due);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment result = Matrices.off(arena, c);
      engine.dgemm(
          shape, alpha, Matrices.off(arena, a), Matrices.off(arena, b), beta, result, NEVER);
      compare(due, result.toArray(ValueLayout.JAVA_DOUBLE), 1e-12);
      MemorySegment floats = Matrices.off(arena, Matrices.floats(c));
      engine.sgemm(
          shape,
          (float) alpha,
          Matrices.off(arena, Matrices.floats(a)),
          Matrices.off(arena, Matrices.floats(b)),
          (float) beta,
          floats,
          NEVER);
      float[] found = floats.toArray(ValueLayout.JAVA_FLOAT);
      for (int i = 0; i < due.length; i++) {
        assertThat((double) found[i]).isEqualTo(due[i], within(1e-3));
      }
    }
  }

  /** So large that engines cut it, in all three directions. */
  @Example
  void aLargeProductIsTheSameByAllEngines() {
    int m = 600;
    int n = 2_100;
    int k = 800;
    Random random = new Random(17);
    double[] a = Matrices.random(m * k, random);
    double[] b = Matrices.random(k * n, random);
    for (boolean transposed : List.of(false, true)) {
      ProductShape shape = ProductShape.dense(m, n, k, transposed, transposed);
      double[] due = large(ENGINES.getFirst(), shape, a, b);
      for (BlasEngine engine : ENGINES) {
        if (engine.unavailable().isEmpty()) {
          double[] found = large(engine, shape, a, b);
          for (int i = 0; i < due.length; i++) {
            if (!(Math.abs(found[i] - due[i]) <= 1e-11)) {
              assertThat(found[i]).as("%s at %s", engine.id(), i).isEqualTo(due[i]);
            }
          }
        }
      }
    }
  }

  /** The same of floats, of which engines take more at once. */
  @Example
  void aLargeProductOfFloatsIsTheSameByAllEngines() {
    int m = 1_100;
    int n = 700;
    int k = 800;
    Random random = new Random(18);
    float[] a = Matrices.floats(Matrices.random(m * k, random));
    float[] b = Matrices.floats(Matrices.random(k * n, random));
    ProductShape shape = ProductShape.dense(m, n, k, false, false);
    float[] due = large(ENGINES.getFirst(), shape, a, b);
    for (BlasEngine engine : ENGINES) {
      if (engine.unavailable().isEmpty()) {
        float[] found = large(engine, shape, a, b);
        for (int i = 0; i < due.length; i++) {
          if (!(Math.abs(found[i] - due[i]) <= 1e-2)) {
            assertThat(found[i]).as("%s at %s", engine.id(), i).isEqualTo(due[i]);
          }
        }
      }
    }
  }

  private static float[] large(BlasEngine engine, ProductShape s, float[] a, float[] b) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment c = Matrices.off(arena, new float[s.m() * s.n()]);
      engine.sgemm(s, 1, Matrices.off(arena, a), Matrices.off(arena, b), 0, c, NEVER);
      return c.toArray(ValueLayout.JAVA_FLOAT);
    }
  }

  private static double[] large(BlasEngine engine, ProductShape s, double[] a, double[] b) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment c = Matrices.off(arena, new double[s.m() * s.n()]);
      engine.dgemm(s, 1, Matrices.off(arena, a), Matrices.off(arena, b), 0, c, NEVER);
      return c.toArray(ValueLayout.JAVA_DOUBLE);
    }
  }

  private static void compare(double[] due, double[] found, double error) {
    for (int i = 0; i < due.length; i++) {
      assertThat(found[i]).isEqualTo(due[i], within(error));
    }
  }

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void vectorsAreAddedAndSummed(
      @ForAll("engines") BlasEngine engine,
      @ForAll @IntRange(max = 300) int length,
      @ForAll boolean longer,
      @ForAll long seed) {
    int n = longer ? length + (1 << 17) : length;
    Random random = new Random(seed);
    double[] x = Matrices.random(n, random);
    double[] y = Matrices.random(n, random);
    double dot = 0;
    double sum = 0;
    for (int i = 0; i < n; i++) {
      dot += x[i] * y[i];
      sum += x[i];
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment left = Matrices.off(arena, x);
      MemorySegment right = Matrices.off(arena, y);
      MemorySegment leftFloats = Matrices.off(arena, Matrices.floats(x));
      MemorySegment rightFloats = Matrices.off(arena, Matrices.floats(y));
      assertThat(engine.ddot(n, left, right, NEVER)).isEqualTo(dot, within(1e-9));
      assertThat(engine.dsum(n, left, NEVER)).isEqualTo(sum, within(1e-9));
      assertThat(engine.sdot(n, leftFloats, rightFloats, NEVER)).isEqualTo(dot, within(0.05));
      assertThat(engine.ssum(n, leftFloats, NEVER)).isEqualTo(sum, within(0.05));
      engine.daxpy(n, 0.5, left, right, NEVER);
      engine.saxpy(n, 0.5f, leftFloats, rightFloats, NEVER);
      for (int i = 0; i < n; i++) {
        double due = y[i] + 0.5 * x[i];
        assertThat(right.getAtIndex(ValueLayout.JAVA_DOUBLE, i)).isEqualTo(due, within(1e-15));
        assertThat((double) rightFloats.getAtIndex(ValueLayout.JAVA_FLOAT, i))
            .isEqualTo(due, within(1e-6));
      }
    }
  }

  @Property(tries = 10)
  void nanAndInfinitiesGoThrough(@ForAll("engines") BlasEngine engine) {
    ProductShape shape = ProductShape.dense(9, 33, 17, false, false);
    double[] a = new double[9 * 17];
    double[] b = new double[17 * 33];
    Arrays.fill(b, 1);
    a[3 * 17] = Double.NaN;
    a[5 * 17 + 1] = Double.NEGATIVE_INFINITY;
    b[4] = Double.POSITIVE_INFINITY;
    double[] due = new double[9 * 33];
    Matrices.multiply(shape, 1, a, b, 0, due);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment c = Matrices.off(arena, new double[9 * 33]);
      engine.dgemm(shape, 1, Matrices.off(arena, a), Matrices.off(arena, b), 0, c, NEVER);
      assertThat(c.toArray(ValueLayout.JAVA_DOUBLE)).containsExactly(due);
    }
  }
}
