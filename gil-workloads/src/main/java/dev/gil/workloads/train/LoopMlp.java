package dev.gil.workloads.train;

/**
 * What {@link dev.gil.learn.Mlp} computes, in plain loops over arrays on the heap with a checkpoint
 * an example: what a program would run that has no kernels.
 */
final class LoopMlp {
  private static final long GAMMA = 0x9e3779b97f4a7c15L;

  private final int inputs;
  private final int hidden;
  private final int outputs;
  private final Runnable checkpoint;
  private final float[] hiddenWeights;
  private final float[] hiddenBias;
  private final float[] outputWeights;
  private final float[] outputBias;
  private final float[] hiddenWeightSlopes;
  private final float[] hiddenBiasSlopes;
  private final float[] outputWeightSlopes;
  private final float[] outputBiasSlopes;
  private final float[] hiddenRow;
  private final float[] outputRow;
  private final float[] backRow;
  private long state;

  LoopMlp(int inputs, int hidden, int outputs, long seed, Runnable checkpoint) {
    this.inputs = inputs;
    this.hidden = hidden;
    this.outputs = outputs;
    this.checkpoint = checkpoint;
    this.state = seed;
    hiddenWeights = weights(inputs, hidden);
    hiddenBias = new float[hidden];
    outputWeights = weights(hidden, outputs);
    outputBias = new float[outputs];
    hiddenWeightSlopes = new float[inputs * hidden];
    hiddenBiasSlopes = new float[hidden];
    outputWeightSlopes = new float[hidden * outputs];
    outputBiasSlopes = new float[outputs];
    hiddenRow = new float[hidden];
    outputRow = new float[outputs];
    backRow = new float[hidden];
  }

  private float[] weights(int from, int to) {
    float[] weights = new float[from * to];
    float bound = (float) Math.sqrt(6.0 / (from + to));
    for (int i = 0; i < weights.length; i++) {
      weights[i] = bound * ((next() >> 40) * 0x1p-23f);
    }
    return weights;
  }

  /** Vigna's splitmix64. */
  private long next() {
    state += GAMMA;
    long z = state;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  /** All examples once, in another order each time. */
  void train(Digits examples, int batch, float rate) {
    int count = examples.labels().length;
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      int other = (int) Math.unsignedMultiplyHigh(next(), i + 1);
      order[i] = order[other];
      order[other] = i;
    }
    for (int from = 0; from < count; from += batch) {
      int to = Math.min(from + batch, count);
      for (int i = from; i < to; i++) {
        checkpoint.run();
        learn(examples.images(), order[i] * inputs, examples.labels()[order[i]]);
      }
      checkpoint.run();
      float step = rate / (to - from);
      descend(hiddenWeights, hiddenWeightSlopes, step);
      descend(hiddenBias, hiddenBiasSlopes, step);
      descend(outputWeights, outputWeightSlopes, step);
      descend(outputBias, outputBiasSlopes, step);
    }
  }

  /** Adds the slope of one example. */
  private void learn(float[] images, int at, int label) {
    forwards(images, at);
    float most = outputRow[best()];
    float sum = 0;
    for (int j = 0; j < outputs; j++) {
      outputRow[j] = (float) Math.exp(outputRow[j] - most);
      sum += outputRow[j];
    }
    for (int j = 0; j < outputs; j++) {
      outputRow[j] /= sum;
    }
    outputRow[label] -= 1;
    for (int h = 0; h < hidden; h++) {
      float back = 0;
      if (hiddenRow[h] > 0) {
        for (int j = 0; j < outputs; j++) {
          back += outputRow[j] * outputWeights[h * outputs + j];
        }
        add(hiddenRow[h], outputRow, outputWeightSlopes, h * outputs);
      }
      backRow[h] = back;
    }
    add(1, outputRow, outputBiasSlopes, 0);
    add(1, backRow, hiddenBiasSlopes, 0);
    for (int i = 0; i < inputs; i++) {
      add(images[at + i], backRow, hiddenWeightSlopes, i * hidden);
    }
  }

  /** Which digit a picture shows. */
  int predict(float[] images, int at) {
    forwards(images, at);
    return best();
  }

  private int best() {
    int best = 0;
    for (int j = 1; j < outputs; j++) {
      if (outputRow[j] > outputRow[best]) {
        best = j;
      }
    }
    return best;
  }

  private void forwards(float[] images, int at) {
    System.arraycopy(hiddenBias, 0, hiddenRow, 0, hidden);
    for (int i = 0; i < inputs; i++) {
      gather(images[at + i], hiddenWeights, i * hidden, hiddenRow);
    }
    System.arraycopy(outputBias, 0, outputRow, 0, outputs);
    for (int h = 0; h < hidden; h++) {
      hiddenRow[h] = Math.max(hiddenRow[h], 0);
      gather(hiddenRow[h], outputWeights, h * outputs, outputRow);
    }
  }

  private static void gather(float factor, float[] matrix, int from, float[] row) {
    for (int j = 0; j < row.length; j++) {
      row[j] += factor * matrix[from + j];
    }
  }

  private static void add(float factor, float[] row, float[] matrix, int at) {
    for (int j = 0; j < row.length; j++) {
      matrix[at + j] += factor * row[j];
    }
  }

  private static void descend(float[] numbers, float[] slopes, float step) {
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] -= step * slopes[i];
      slopes[i] = 0;
    }
  }
}
