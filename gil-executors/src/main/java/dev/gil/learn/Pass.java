package dev.gil.learn;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.gil.arrays.spi.BlasEngine;
import dev.gil.arrays.spi.ProductShape;
import dev.gil.kernel.CancelPoll;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;

/**
 * The memory of one kernel and the way of a batch through the layers, forwards and back. Products
 * are the engine's, on memory outside the heap; what is between them is done in copies on the heap,
 * which cost a twentieth of the products beside them.
 *
 * <p>A step down the slope is made by the products themselves: {@code W -= rate / rows * X' * D}
 * adds to what W held, so that no gradient is ever stored.
 */
final class Pass {
  private final Mlp.Shape shape;
  private final BlasEngine engine;
  private final CancelPoll cancel;
  private final MemorySegment hiddenWeights;
  private final MemorySegment hiddenBias;
  private final MemorySegment outputWeights;
  private final MemorySegment outputBias;
  private final MemorySegment hidden;
  private final MemorySegment output;
  private final MemorySegment back;
  private final float[] hiddenRows;
  private final float[] outputRows;
  private final float[] backRows;
  private final float[] hiddenBiases;
  private final float[] outputBiases;

  /** For batches of at most so many rows, with memory that ends with the arena. */
  Pass(
      Layers layers,
      MemorySegment parameters,
      int rows,
      BlasEngine engine,
      CancelPoll cancel,
      Arena arena) {
    this.shape = layers.shape();
    this.engine = engine;
    this.cancel = cancel;
    this.hiddenWeights = layers.hiddenWeights(parameters);
    this.hiddenBias = layers.hiddenBias(parameters);
    this.outputWeights = layers.outputWeights(parameters);
    this.outputBias = layers.outputBias(parameters);
    this.hidden = floats(arena, rows, shape.hidden());
    this.output = floats(arena, rows, shape.outputs());
    this.back = floats(arena, rows, shape.hidden());
    this.hiddenRows = new float[rows * shape.hidden()];
    this.outputRows = new float[rows * shape.outputs()];
    this.backRows = new float[rows * shape.hidden()];
    this.hiddenBiases = hiddenBias.toArray(JAVA_FLOAT);
    this.outputBiases = outputBias.toArray(JAVA_FLOAT);
  }

  /** Aligned for any vector. */
  static MemorySegment floats(SegmentAllocator arena, int rows, int wide) {
    return arena.allocate((long) rows * wide * Float.BYTES, 64);
  }

  /** One step of gradient descent; returns the sum of the losses before it. */
  double train(MemorySegment inputs, int rows, int[] labels, float rate) {
    forwards(inputs, rows);
    double loss = 0;
    for (int r = 0; r < rows; r++) {
      loss += Rows.slope(outputRows, r * shape.outputs(), outputBiases, labels[r]);
    }
    float step = -rate / rows;
    copyOut(outputRows, output, rows * shape.outputs());
    multiply(rows, shape.hidden(), shape.outputs(), false, true, 1, output, outputWeights, 0, back);
    copyIn(back, backRows, rows * shape.hidden());
    Rows.maskBy(hiddenRows, backRows, rows * shape.hidden());
    copyOut(backRows, back, rows * shape.hidden());
    multiply(
        shape.hidden(), shape.outputs(), rows, true, false, step, hidden, output, 1, outputWeights);
    multiply(
        shape.inputs(), shape.hidden(), rows, true, false, step, inputs, back, 1, hiddenWeights);
    Rows.addSum(outputRows, rows, step, outputBiases);
    Rows.addSum(backRows, rows, step, hiddenBiases);
    copyOut(outputBiases, outputBias, shape.outputs());
    copyOut(hiddenBiases, hiddenBias, shape.hidden());
    return loss;
  }

  /** The class of each row. */
  void predict(MemorySegment inputs, int rows, int[] classes) {
    forwards(inputs, rows);
    for (int r = 0; r < rows; r++) {
      classes[r] = Rows.best(outputRows, r * shape.outputs(), outputBiases);
    }
  }

  /** Leaves what comes out, less its bias, in the rows of the output. */
  private void forwards(MemorySegment inputs, int rows) {
    multiply(
        rows, shape.hidden(), shape.inputs(), false, false, 1, inputs, hiddenWeights, 0, hidden);
    copyIn(hidden, hiddenRows, rows * shape.hidden());
    Rows.addAndRectify(hiddenRows, rows, hiddenBiases);
    copyOut(hiddenRows, hidden, rows * shape.hidden());
    multiply(
        rows, shape.outputs(), shape.hidden(), false, false, 1, hidden, outputWeights, 0, output);
    copyIn(output, outputRows, rows * shape.outputs());
  }

  private void multiply(
      int m,
      int n,
      int k,
      boolean transposeA,
      boolean transposeB,
      float alpha,
      MemorySegment a,
      MemorySegment b,
      float beta,
      MemorySegment c) {
    ProductShape product = ProductShape.dense(m, n, k, transposeA, transposeB);
    engine.sgemm(product, alpha, a, b, beta, c, cancel);
  }

  private static void copyIn(MemorySegment from, float[] to, int length) {
    MemorySegment.copy(from, JAVA_FLOAT, 0, to, 0, length);
  }

  private static void copyOut(float[] from, MemorySegment to, int length) {
    MemorySegment.copy(from, 0, to, JAVA_FLOAT, 0, length);
  }
}
