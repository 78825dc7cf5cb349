package dev.gil.arrays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gil.Attachment;
import dev.gil.GlobalLock;
import dev.gil.TaskCancelledException;
import dev.gil.kernel.DoubleArray;
import dev.gil.kernel.FloatArray;
import dev.gil.refcount.ReferenceCountException;
import dev.gil.spi.GilExecutor;
import dev.gil.spi.Strategies;
import dev.gil.spi.TaskFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BlasTest {
  private final GlobalLock lock = GlobalLock.create("blas");
  private Attachment gil;

  @BeforeEach
  void attach() {
    gil = lock.attach();
  }

  @AfterEach
  void close() {
    if (lock.isHeld()) {
      gil.close();
    }
    lock.close();
  }

  private DoubleArray array(double... values) {
    return DoubleArray.allocate(values.length, lock).copyFrom(values);
  }

  @Test
  void aProductOfDoubles() {
    try (DoubleArray a = array(1, 2, 3, 4, 5, 6);
        DoubleArray b = array(7, 8, 9, 10, 11, 12);
        DoubleArray c = array(-1, -1, -1, Double.NaN)) {
      Blas.multiply(gil, 2, 2, 3, a, b, c);
      assertThat(c.toArray()).containsExactly(58, 64, 139, 154);
      Blas.multiply(gil, Product.of(2, 2, 3).leftTransposed().times(2).plus(1), a, b, c);
      assertThat(c.toArray()).containsExactly(58 + 178, 64 + 196, 139 + 232, 154 + 256);
    }
  }

  @Test
  void aProductOfFloats() {
    try (FloatArray a = FloatArray.allocate(2, lock).copyFrom(new float[] {1, 2});
        FloatArray c = FloatArray.allocate(4, lock)) {
      Blas.multiply(gil, 2, 2, 1, a, a, c);
      assertThat(c.toArray()).containsExactly(1, 2, 2, 4);
    }
  }

  @Test
  void nanAndInfinitiesGoThrough() {
    try (DoubleArray a = array(0, 1, Double.POSITIVE_INFINITY, 1);
        DoubleArray b = array(Double.NaN, 1, 2, 3);
        DoubleArray c = array(0, 0, 0, 0)) {
      Blas.multiply(gil, 2, 2, 2, a, b, c);
      assertThat(c.toArray()).containsExactly(Double.NaN, 3, Double.NaN, Double.POSITIVE_INFINITY);
    }
  }

  @Test
  void emptySizesAreFine() {
    try (DoubleArray none = array();
        DoubleArray c = array(5, 6)) {
      Blas.multiply(gil, 0, 2, 0, none, none, none);
      Blas.multiply(gil, 2, 1, 0, none, none, c);
      assertThat(c.toArray()).containsExactly(0, 0);
      Blas.axpy(gil, 2, none, none);
      assertThat(Blas.sum(gil, none)).isZero();
      assertThat(Blas.dot(gil, none, none)).isZero();
    }
  }

  @Test
  void aShapeThatDoesNotFitNamesTheMatrix() {
    try (DoubleArray a = array(1, 2);
        DoubleArray c = array(0, 0, 0, 0)) {
      assertThatThrownBy(() -> Blas.multiply(gil, 2, 2, 3, a, a, c))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("A is 2 x 3");
      assertThatThrownBy(
              () -> Blas.multiply(gil, Integer.MAX_VALUE, Integer.MAX_VALUE, 1 << 30, a, a, c))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> Blas.multiply(gil, -1, 2, 3, a, a, c))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("-1");
      assertThatThrownBy(() -> Blas.axpy(gil, 1, a, c))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("2 elements");
    }
  }

  @Test
  void aResultThatOverlapsAFactorIsRefused() {
    try (DoubleArray a = array(1, 2, 3, 4, 5);
        DoubleArray part = a.slice(0, 4);
        DoubleArray other = a.slice(1, 5)) {
      assertThatThrownBy(() -> Blas.multiply(gil, 2, 2, 2, part, part, other))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> Blas.axpy(gil, 2, part, other))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(Blas.dot(gil, part, other)).isEqualTo(2 + 6 + 12 + 20);
    }
  }

  @Test
  void aClosedArrayIsRefused() {
    DoubleArray gone = array(1);
    gone.close();
    assertThatThrownBy(() -> Blas.sum(gil, gone)).isInstanceOf(ReferenceCountException.class);
  }

  @Test
  void aCancelledTaskEndsInTheKernel() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch cancelled = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    Throwable[] thrown = new Throwable[1];
    gil.close();
    try (GilExecutor pool = Strategies.open("threads")) {
      TaskFuture<Integer> task =
          pool.submit(
              own -> {
                GlobalLock its = own.lock().orElseThrow();
                try (DoubleArray x = DoubleArray.allocate(64, its);
                    DoubleArray y = DoubleArray.allocate(64, its)) {
                  begun.countDown();
                  awaitUninterruptibly(cancelled);
                  Blas.multiply(own, 8, 8, 8, x, x, y);
                } catch (TaskCancelledException e) {
                  thrown[0] = e;
                } finally {
                  ended.countDown();
                }
                return 0;
              });
      begun.await();
      task.cancel(true);
      cancelled.countDown();
      ended.await();
    }
    assertThat(thrown[0]).isInstanceOf(TaskCancelledException.class);
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    while (latch.getCount() > 0) {
      Thread.onSpinWait();
    }
  }

  @Test
  void oneEngineIsChosenAndTheScalarOneIsAlwaysThere() {
    assertThat(Blas.engines().stream().filter(EngineChoice::chosen)).hasSize(1);
    assertThat(Blas.engines().stream().map(EngineChoice::engine)).contains("scalar");
  }
}
