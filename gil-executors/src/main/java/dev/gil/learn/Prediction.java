package dev.gil.learn;

import dev.gil.arrays.spi.BlasEngine;
import dev.gil.kernel.CancelPoll;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** The body of a kernel: the class of every example, by batches. */
final class Prediction {
  /** Rows that go through the layers together. */
  private static final int BATCH = 128;

  private Prediction() {}

  /** Takes what was found. */
  @FunctionalInterface
  interface Found {
    void accept(int index, int found);
  }

  static void run(
      Layers layers,
      MemorySegment parameters,
      Examples examples,
      int count,
      BlasEngine engine,
      CancelPoll cancel,
      Found to) {
    int most = Math.min(BATCH, count);
    int[] found = new int[most];
    try (Arena arena = Arena.ofConfined()) {
      Pass pass = new Pass(layers, parameters, most, engine, cancel, arena);
      MemorySegment inputs = Pass.floats(arena, most, layers.shape().inputs());
      for (int from = 0; from < count; from += most) {
        cancel.poll();
        int rows = Math.min(most, count - from);
        for (int r = 0; r < rows; r++) {
          examples.copyInput(from + r, inputs, r);
        }
        pass.predict(inputs, rows, found);
        for (int r = 0; r < rows; r++) {
          to.accept(from + r, found[r]);
        }
      }
    }
  }
}
