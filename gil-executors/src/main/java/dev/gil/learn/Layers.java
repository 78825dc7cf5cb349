package dev.gil.learn;

import java.lang.foreign.MemorySegment;

/** Where each layer's numbers are among the parameters of an {@link Mlp}. */
record Layers(Mlp.Shape shape) {
  int parameters() {
    return outputBiasAt() + shape.outputs();
  }

  private int hiddenBiasAt() {
    return shape.inputs() * shape.hidden();
  }

  private int outputWeightsAt() {
    return hiddenBiasAt() + shape.hidden();
  }

  private int outputBiasAt() {
    return outputWeightsAt() + shape.hidden() * shape.outputs();
  }

  /** Inputs times hidden. */
  MemorySegment hiddenWeights(MemorySegment parameters) {
    return part(parameters, 0, hiddenBiasAt());
  }

  MemorySegment hiddenBias(MemorySegment parameters) {
    return part(parameters, hiddenBiasAt(), outputWeightsAt());
  }

  /** Hidden times outputs. */
  MemorySegment outputWeights(MemorySegment parameters) {
    return part(parameters, outputWeightsAt(), outputBiasAt());
  }

  MemorySegment outputBias(MemorySegment parameters) {
    return part(parameters, outputBiasAt(), parameters());
  }

  private static MemorySegment part(MemorySegment parameters, int from, int to) {
    return parameters.asSlice(
        (long) from * Float.BYTES, (long) (to - from) * Float.BYTES, Float.BYTES);
  }

  /**
   * Weights even within the bounds of Glorot and Bengio (<i>Understanding the difficulty of
   * training deep feedforward neural networks</i>, AISTATS 2010), and no biases.
   */
  float[] initial(long seed) {
    float[] parameters = new float[parameters()];
    SplitMix random = new SplitMix(seed);
    fill(parameters, 0, hiddenBiasAt(), shape.inputs() + shape.hidden(), random);
    fill(parameters, outputWeightsAt(), outputBiasAt(), shape.hidden() + shape.outputs(), random);
    return parameters;
  }

  private static void fill(float[] weights, int from, int to, int ends, SplitMix random) {
    float bound = (float) Math.sqrt(6.0 / ends);
    for (int i = from; i < to; i++) {
      weights[i] = bound * random.nextSigned();
    }
  }
}
