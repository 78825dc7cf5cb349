package dev.gil.kernel;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gil.Attachment;
import dev.gil.AttachmentException;
import dev.gil.GlobalLock;
import dev.gil.LockClosedException;
import dev.gil.refcount.RefCountPolicy;
import dev.gil.refcount.RefCountedSegment;
import dev.gil.refcount.ReferenceCountException;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The contract of a kernel's call: what is checked, held and pinned, and when. */
class KernelsTest {
  private final GlobalLock lock = GlobalLock.create("kernels");
  private final DoubleArray x = DoubleArray.allocate(1024, lock);

  @AfterEach
  void closeLock() {
    lock.close();
  }

  private static double sum(MemorySegment values) {
    double sum = 0;
    for (long i = 0; i < values.byteSize() / Double.BYTES; i++) {
      sum += values.getAtIndex(JAVA_DOUBLE, i);
    }
    return sum;
  }

  @Test
  void aKernelWhoseWorkIsUnstatedRunsWithoutTheLockAndReturnsWithIt() {
    try (Attachment gil = lock.attach()) {
      x.set(0, 1.5);
      x.set(1023, 2);
      double total =
          Kernels.run(
              gil,
              pins -> {
                assertThat(lock.isHeld()).isTrue();
                MemorySegment values = pins.reads(x);
                return cancel -> {
                  assertThat(lock.isHeld()).isFalse();
                  assertThat(x.buffer().pins()).isEqualTo(1);
                  return sum(values);
                };
              });
      assertThat(total).isEqualTo(3.5);
      assertThat(lock.isHeld()).isTrue();
      assertThat(x.buffer().pins()).isZero();
    }
  }

  @Test
  void aKernelWithoutAResultIsAKernelToo() {
    try (Attachment gil = lock.attach()) {
      Kernels.execute(
          gil,
          pins -> {
            MemorySegment values = pins.writes(x);
            return cancel -> {
              assertThat(lock.isHeld()).isFalse();
              values.setAtIndex(JAVA_DOUBLE, 7, 0.5);
            };
          });
      assertThat(x.get(7)).isEqualTo(0.5);
      Kernels.execute(
          pins -> {
            assertThat(lock.isHeld()).isTrue();
            return cancel -> assertThat(lock.isHeld()).isFalse();
          });
    }
  }

  @Test
  void noWorkIsNotWorthGivingTheLockUpFor() {
    try (Attachment gil = lock.attach()) {
      boolean held =
          Kernels.run(
              gil,
              pins -> {
                pins.work(0);
                return cancel -> lock.isHeld();
              });
      assertThat(held).isTrue();
    }
  }

  /** What a unit takes is not known at first; in the end it is. */
  @Test
  @Timeout(60)
  void aKernelThatIsKnownToBeShortKeepsTheLock() {
    try (Attachment gil = lock.attach()) {
      boolean held = false;
      while (!held) {
        held =
            Kernels.run(
                gil,
                pins -> {
                  pins.work(1);
                  return cancel -> lock.isHeld();
                });
      }
      assertThat(lock.isHeld()).isTrue();
    }
  }

  @Test
  void aKernelThatIsKnownToBeLongGivesTheLockUp() {
    try (Attachment gil = lock.attach()) {
      for (int i = 0; i < 20; i++) {
        boolean held =
            Kernels.run(
                gil,
                pins -> {
                  pins.work(1);
                  return cancel -> {
                    LockSupport.parkNanos(2 * Threshold.nanos());
                    return lock.isHeld();
                  };
                });
        assertThat(held).isFalse();
      }
    }
  }

  @Test
  void aThresholdThatIsNoNumberIsRefused() {
    String before = System.setProperty("dev.gil.kernel.threshold", "2us");
    try {
      assertThatThrownBy(Threshold::nanos)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("-Ddev.gil.kernel.threshold=2us is no number of nanoseconds");
      System.setProperty("dev.gil.kernel.threshold", " 500 ");
      assertThat(Threshold.nanos()).isEqualTo(500);
    } finally {
      if (before == null) {
        System.clearProperty("dev.gil.kernel.threshold");
      } else {
        System.setProperty("dev.gil.kernel.threshold", before);
      }
    }
  }

  @Test
  void withoutATokenAllLocksOfTheThreadAreGivenUp() {
    try (GlobalLock other = GlobalLock.create("other");
        var _ = lock.attach();
        var _ = other.attach()) {
      boolean held = Kernels.run(pins -> cancel -> lock.isHeld() || other.isHeld());
      assertThat(held).isFalse();
      assertThat(lock.isHeld() && other.isHeld()).isTrue();
    }
  }

  @Test
  void withoutALockAKernelJustRuns() {
    try (DoubleArray y = DoubleArray.allocate(8, RefCountPolicy.ATOMIC)) {
      double total =
          Kernels.run(
              pins -> {
                MemorySegment values = pins.reads(y);
                return cancel -> sum(values);
              });
      assertThat(total).isZero();
    }
  }

  @Test
  void anOuterLockIsKeptWhereOnlyThatOneIsConcerned() {
    try (GlobalLock other = GlobalLock.create("other");
        Attachment outer = lock.attach();
        var _ = other.attach()) {
      boolean held = Kernels.run(outer, pins -> cancel -> lock.isHeld() && other.isHeld());
      assertThat(held).isTrue();
    }
  }

  @Test
  void aSessionKeepsTheLock() {
    try (Attachment gil = lock.session("batch")) {
      boolean held = Kernels.run(gil, pins -> cancel -> lock.isHeld());
      boolean heldToo = Kernels.run(pins -> cancel -> lock.isHeld());
      assertThat(held && heldToo).isTrue();
    }
  }

  @Test
  void anExceptionOfTheBodyComesOutWithTheLockHeldAndNothingPinned() {
    try (Attachment gil = lock.attach()) {
      assertThatThrownBy(
              () ->
                  Kernels.run(
                      gil,
                      pins -> {
                        var _ = pins.updates(x);
                        return cancel -> {
                          throw new ArithmeticException("singular");
                        };
                      }))
          .isInstanceOf(ArithmeticException.class)
          .hasMessage("singular");
      assertThat(lock.isHeld()).isTrue();
      assertThat(x.buffer().pins()).isZero();
    }
  }

  @Test
  void anExceptionOfPrepareLeavesNothingPinned() {
    try (Attachment gil = lock.attach()) {
      assertThatThrownBy(
              () ->
                  Kernels.run(
                      gil,
                      pins -> {
                        var _ = pins.reads(x);
                        throw new IllegalArgumentException("5 columns do not fit 4 rows");
                      }))
          .hasMessage("5 columns do not fit 4 rows");
      assertThat(x.buffer().pins()).isZero();
    }
  }

  @Test
  void aBufferReleasedByAnotherThreadInTheMiddleLivesToTheUnpin() {
    RefCountedSegment buffer = RefCountedSegment.allocate(64, lock);
    try (Attachment gil = lock.attach()) {
      double read =
          Kernels.run(
              gil,
              pins -> {
                MemorySegment memory = pins.writes(buffer);
                return cancel -> {
                  CompletableFuture.runAsync(
                          () -> {
                            try (var _ = lock.attach()) {
                              assertThat(buffer.release()).isTrue();
                            }
                          })
                      .join();
                  memory.set(JAVA_DOUBLE, 56, 7);
                  return memory.get(JAVA_DOUBLE, 56);
                };
              });
      assertThat(read).isEqualTo(7);
      assertThat(buffer.pins()).isZero();
      assertThatThrownBy(
              () ->
                  Kernels.run(
                      gil,
                      pins -> {
                        var _ = pins.reads(buffer);
                        return cancel -> 1;
                      }))
          .isInstanceOf(ReferenceCountException.class)
          .hasMessageContaining("used after free");
    }
  }

  @Test
  void aLockClosedMeanwhileIsSaidAndThePinsAreGivenUp() {
    GlobalLock closing = GlobalLock.create("closing");
    RefCountedSegment buffer = RefCountedSegment.allocate(64, RefCountPolicy.ATOMIC);
    Attachment gil = closing.attach();
    assertThatThrownBy(
            () ->
                Kernels.run(
                    gil,
                    pins -> {
                      var _ = pins.reads(buffer);
                      return cancel -> {
                        closing.close();
                        return 1;
                      };
                    }))
        .isInstanceOf(LockClosedException.class);
    assertThat(buffer.pins()).isZero();
    gil.close();
    buffer.release();
  }

  @Test
  void aKernelRunsOthersAndAttachesInItsBody() {
    try (Attachment gil = lock.attach()) {
      int answer =
          Kernels.run(
              gil,
              pins ->
                  cancel -> {
                    int inner = Kernels.run(more -> cancelToo -> 20);
                    try (Attachment upcall = lock.attach()) {
                      x.set(3, 1);
                      return inner + Kernels.<Integer>run(upcall, more -> cancelToo -> 22);
                    }
                  });
      assertThat(answer).isEqualTo(42);
      assertThat(x.get(3)).isEqualTo(1);
    }
  }

  @Test
  void aTokenOfALockThatIsNotHeldIsRefusedBeforeAnythingIsPinned() {
    Attachment gil = lock.attach();
    gil.close();
    assertThatThrownBy(
            () ->
                Kernels.run(
                    gil,
                    pins -> {
                      throw new AssertionError("prepared");
                    }))
        .isInstanceOf(AttachmentException.class)
        .hasMessageContaining("kernels: a kernel on attachment");
  }

  @Test
  void whatAKernelWritesMayNotOverlap() {
    try (Attachment gil = lock.attach();
        DoubleArray low = x.slice(0, 512);
        DoubleArray high = x.slice(512, 1024);
        DoubleArray middle = x.slice(511, 600)) {
      int fits =
          Kernels.run(
              gil,
              pins -> {
                var _ = pins.reads(low);
                var _ = pins.reads(low);
                var _ = pins.updates(high);
                return cancel -> 1;
              });
      assertThat(fits).isEqualTo(1);
      assertThatThrownBy(
              () ->
                  Kernels.run(
                      gil,
                      pins -> {
                        var _ = pins.reads(low);
                        var _ = pins.writes(middle);
                        return cancel -> 1;
                      }))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("writes bytes 4088 to 4800 of RefCountedSegment@")
          .hasMessageContaining("reads bytes 0 to 4096 of RefCountedSegment@");
      assertThat(x.buffer().pins()).isZero();
    }
  }

  @Test
  void badRangesAndSizesAreRefused() {
    try (Attachment gil = lock.attach()) {
      assertThatThrownBy(() -> prepare(gil, pins -> pins.reads(x.buffer(), 8190, 4)))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> prepare(gil, pins -> pins.reads(x.buffer(), -1, 4)))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> prepare(gil, pins -> pins.work(-1)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("overflowed");
      assertThat(x.buffer().pins()).isZero();
    }
  }

  private interface Step {
    void on(KernelPins pins);
  }

  private static void prepare(Attachment gil, Step step) {
    var _ =
        Kernels.<Object>run(
            gil,
            pins -> {
              step.on(pins);
              return cancel -> "ran";
            });
  }

  @Test
  void aBodyCannotPinAnyMore() {
    try (Attachment gil = lock.attach()) {
      assertThatThrownBy(() -> Kernels.run(gil, pins -> cancel -> pins.reads(x)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("before prepare() returns");
    }
  }

  @Test
  void anInterruptDoesNotDisturbAKernelAndStaysPending() {
    try (Attachment gil = lock.attach()) {
      Thread.currentThread().interrupt();
      int ran =
          Kernels.run(
              gil,
              pins ->
                  cancel -> {
                    cancel.poll();
                    return 1;
                  });
      assertThat(ran).isEqualTo(1);
      assertThat(Thread.interrupted()).isTrue();
      assertThat(lock.isHeld()).isTrue();
    }
  }
}
