package dev.gil.learn;

import dev.gil.arrays.spi.BlasEngine;
import dev.gil.kernel.CancelPoll;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * The body of a kernel: all examples once, by batches.
 *
 * @param layers of the model
 * @param examples pinned
 * @param count how many there are
 * @param batch how many make a step
 * @param rate of the steps
 */
record Epoch(Layers layers, Examples examples, int count, int batch, float rate) {
  /** Takes the states of different epochs far apart; odd. */
  private static final long STRIDE = 0xd1342543de82ef95L;

  /** Returns the mean loss. */
  double run(
      MemorySegment parameters, long seed, long epoch, BlasEngine engine, CancelPoll cancel) {
    for (int i = 0; i < count; i++) {
      var _ = examples.label(i); // before anything is changed
    }
    int[] order = shuffled(count, new SplitMix(seed ^ (epoch + 1) * STRIDE));
    int most = Math.min(batch, count);
    int[] labels = new int[most];
    double loss = 0;
    try (Arena arena = Arena.ofConfined()) {
      Pass pass = new Pass(layers, parameters, most, engine, cancel, arena);
      MemorySegment inputs = Pass.floats(arena, most, layers.shape().inputs());
      for (int from = 0; from < count; from += most) {
        cancel.poll();
        int rows = Math.min(most, count - from);
        for (int r = 0; r < rows; r++) {
          labels[r] = examples.label(order[from + r]);
          examples.copyInput(order[from + r], inputs, r);
        }
        loss += finite(pass.train(inputs, rows, labels, rate), from / most);
      }
    }
    return loss / count;
  }

  private double finite(double loss, int step) {
    if (!Double.isFinite(loss)) {
      throw new ArithmeticException(
          "the loss is "
              + loss
              + " at step "
              + (step + 1)
              + ": a rate of "
              + rate
              + " is too large for these inputs. Begin with a new model and a smaller rate");
    }
    return loss;
  }

  /** Fisher and Yates's shuffle. */
  private static int[] shuffled(int count, SplitMix random) {
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      int other = random.nextInt(i + 1);
      order[i] = order[other];
      order[other] = i;
    }
    return order;
  }
}
