package dev.gil.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.TaskCancelledException;
import dev.gil.image.spi.ResizeEngine;
import dev.gil.image.spi.Taps;
import dev.gil.kernel.CancelPoll;
import dev.gil.kernel.Kernels;
import dev.gil.spi.GilExecutor;
import dev.gil.spi.Strategies;
import dev.gil.spi.TaskFuture;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What the loops are asked to do, by an engine that only looks. */
class ResamplingTest {
  private long farthest;
  private int calls;
  private int rowsFiltered;

  /** What happens at each call of {@code horizontal}. */
  private Runnable each = () -> {};

  private final ResizeEngine looking =
      new ResizeEngine() {
        @Override
        public String id() {
          return "looking";
        }

        @Override
        public int preference() {
          return 0;
        }

        @Override
        public Optional<String> unavailable() {
          return Optional.empty();
        }

        @Override
        public void horizontal(
            Taps taps,
            int from,
            int to,
            int channels,
            MemorySegment image,
            long at,
            long stride,
            int rows,
            byte[] result,
            int resultAt,
            int resultStride) {
          assertThat(resultAt).isNotNegative();
          assertThat(resultAt + ROWS * resultStride).isLessThanOrEqualTo(result.length);
          farthest =
              Math.max(farthest, at + (rows - 1) * stride + (long) taps.end(from, to) * channels);
          calls++;
          rowsFiltered += rows;
          each.run();
        }

        @Override
        public void vertical(
            int[] weights,
            int offset,
            int count,
            byte[] rows,
            int at,
            int stride,
            int bytes,
            byte[] result,
            int resultAt) {
          assertThat(at).isNotNegative();
          assertThat(at + count * stride).isLessThanOrEqualTo(rows.length);
          assertThat(resultAt + stride).isLessThanOrEqualTo(result.length);
        }
      };

  private static CancelPoll never() {
    return Kernels.run(pins -> cancel -> cancel);
  }

  private void run(Raster from, Raster to) {
    try (Arena arena = Arena.ofConfined()) {
      new Resampling(looking, Filter.LANCZOS, from, to)
          .run(MemorySegment.NULL, arena.allocate(to.bytes()), never());
    }
  }

  @Test
  void anImageOfABillionPixelsIsReadToItsEnd() {
    Raster huge = Raster.rgb(32_000, 32_000);
    run(huge, Raster.rgb(200, 100));
    assertThat(farthest).isEqualTo(huge.bytes()).isGreaterThan(Integer.MAX_VALUE);
    assertThat(rowsFiltered % huge.height()).isZero();
  }

  @Test
  void aTallImageMadeFlatIsMadeInStrips() {
    run(Raster.rgb(3, Raster.MOST), Raster.rgb(3, 2));
    assertThat(rowsFiltered).isEqualTo(3 * Raster.MOST); // a window of all rows, a pixel wide
  }

  @Test
  void whereWeightsAreZeroARowMayBeNeededAfterOneThatDidNotNeedIt() {
    run(Raster.rgb(1, 100), Raster.rgb(1, 300));
    assertThat(rowsFiltered).isEqualTo(100);
  }

  @Test
  void aCancelIsSeenBeforeTheNextRows() throws Exception {
    AtomicReference<TaskFuture<Integer>> task = new AtomicReference<>();
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    CountDownLatch submitted = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    each =
        () -> {
          if (calls == 3) {
            task.get().cancel(true);
          }
        };
    try (GilExecutor pool = Strategies.open("threads");
        Arena arena = Arena.ofShared()) {
      MemorySegment result = arena.allocate(300);
      task.set(
          pool.submit(
              gil -> {
                gil.detached(() -> submitted.await());
                try {
                  Kernels.execute(
                      gil,
                      pins ->
                          cancel ->
                              new Resampling(
                                      looking,
                                      Filter.LANCZOS,
                                      Raster.rgb(10, 1_000),
                                      Raster.rgb(10, 10))
                                  .run(MemorySegment.NULL, result, cancel));
                } catch (TaskCancelledException e) {
                  thrown.set(e);
                } finally {
                  ended.countDown();
                }
                return 0;
              }));
      submitted.countDown();
      ended.await();
    }
    assertThat(thrown.get()).isInstanceOf(TaskCancelledException.class);
    assertThat(calls).isEqualTo(3);
  }
}
