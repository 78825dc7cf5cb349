package dev.gil.learn;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.gil.Attachment;
import dev.gil.AttachmentException;
import dev.gil.GlobalLock;
import dev.gil.TaskCancelledException;
import dev.gil.arrays.Blas;
import dev.gil.arrays.internal.BlasEngines;
import dev.gil.arrays.spi.BlasEngine;
import dev.gil.kernel.FloatArray;
import dev.gil.kernel.IntArray;
import dev.gil.kernel.KernelPins;
import dev.gil.kernel.Kernels;
import dev.gil.refcount.RefCountPolicy;
import dev.gil.refcount.ReferenceCountException;
import java.lang.foreign.MemorySegment;
import java.util.ConcurrentModificationException;

/**
 * A classifier with one hidden layer, trained and asked by kernels that let other threads have the
 * lock: an epoch is one kernel.
 *
 * {@snippet :
 * try (Mlp model = Mlp.create(new Mlp.Shape(256, 128, 10), 42, lock)) {
 *   for (int epoch = 0; epoch < 10; epoch++) {
 *     model.train(gil, images, labels, 64, 0.1f);
 *   }
 *   long right = model.correct(gil, otherImages, otherLabels);
 * }
 * }
 *
 * <p>The hidden layer is rectified (ReLU), the loss is the cross entropy of the softmax, and
 * training is plain stochastic gradient descent over shuffled batches, all in floats. Products of
 * matrices are by the engine that {@link Blas} chooses. The same seed, examples and engine give the
 * same parameters, bit for bit, on one machine; engines add in another order and differ in the last
 * digits.
 *
 * <p>A call is for the thread that holds the lock of {@code gil}: it checks shapes and pins arrays
 * under it, and gives it up where the work is worth it. Several threads may predict at once, and
 * only one train while nobody predicts: since the lock is given up meanwhile, another call may
 * come, and gets {@link ConcurrentModificationException}. A task that is cancelled ends with {@link
 * TaskCancelledException} at the next batch at the latest. What was computed <i>happens-before</i>
 * what the next holder of the lock does. Closing the model elsewhere frees it afterwards.
 */
public final class Mlp implements AutoCloseable {
  /** A bound of each size, so that products of two can be addressed by an int. */
  private static final int MOST = 1 << 14;

  private static final int MOST_EXAMPLES = 1 << 30;

  private final Layers layers;
  private final long seed;
  private final FloatArray parameters;

  private final Users users = new Users();

  private long epochs; // by whoever trains

  /**
   * How wide the layers are.
   *
   * @param inputs numbers in an example
   * @param hidden numbers between
   * @param outputs classes
   */
  public record Shape(int inputs, int hidden, int outputs) {
    /**
     * Checks the sizes.
     *
     * @throws IllegalArgumentException if one is not from 1 to 16,384
     */
    public Shape {
      if (isNone(inputs) || isNone(hidden) || isNone(outputs)) {
        throw new IllegalArgumentException(
            "layers of " + inputs + ", " + hidden + " and " + outputs + ": each has 1 to " + MOST);
      }
    }

    private static boolean isNone(int size) {
      return size < 1 || size > MOST;
    }
  }

  private Mlp(Shape shape, long seed, FloatArray parameters) {
    this.layers = new Layers(shape);
    this.seed = seed;
    this.parameters = parameters;
  }

  /**
   * A model that knows nothing yet, guarded by a lock.
   *
   * @param shape of its layers
   * @param seed of the first weights and of the order of examples
   * @param lock held by this thread, as by all who use the model
   * @return a new model, to be closed by the caller
   * @throws AttachmentException if this thread does not hold the lock
   * @throws OutOfMemoryError if there is not so much memory
   */
  public static Mlp create(Shape shape, long seed, GlobalLock lock) {
    return create(shape, seed, FloatArray.allocate(new Layers(shape).parameters(), lock));
  }

  /**
   * A model that knows nothing yet, under a policy that needs no lock.
   *
   * @param shape of its layers
   * @param seed of the first weights and of the order of examples
   * @param policy anything but {@link RefCountPolicy#GUARDED}
   * @return a new model, to be closed by the caller
   * @throws IllegalArgumentException if the policy needs a lock
   * @throws OutOfMemoryError if there is not so much memory
   */
  public static Mlp create(Shape shape, long seed, RefCountPolicy policy) {
    return create(shape, seed, FloatArray.allocate(new Layers(shape).parameters(), policy));
  }

  private static Mlp create(Shape shape, long seed, FloatArray parameters) {
    Mlp model = new Mlp(shape, seed, parameters);
    var _ = parameters.copyFrom(model.layers.initial(seed));
    return model;
  }

  /**
   * How wide its layers are.
   *
   * @return as it was made
   */
  public Shape shape() {
    return layers.shape();
  }

  /**
   * What it has learnt, to be kept or put in: the weights from inputs to hidden, by inputs; the
   * biases of the hidden layer; the weights from hidden to outputs, by hidden; the biases of the
   * outputs. To be left alone while a call of this model runs.
   *
   * @return always the same array, closed with the model
   */
  public FloatArray parameters() {
    return parameters;
  }

  /**
   * Trains it by all examples once, in an order that is another one each time. If the call is
   * cancelled or fails, the batches before it have been learnt, and perhaps a part of one.
   *
   * @param gil of this thread
   * @param inputs as many numbers as the model has inputs, for each example
   * @param labels a class for each example, from 0
   * @param batch how many examples make a step, 1 to 16,384; the last step of an epoch may have
   *     fewer
   * @param rate how far a step goes along the mean slope of its batch; more than 0
   * @return the mean loss of the examples, each as it was before its own step
   * @throws IllegalArgumentException if there are no examples, the lengths do not fit, the batch or
   *     the rate is out of range, a label is none of the model's classes, or an input that a batch
   *     needs is NaN or infinite
   * @throws ArithmeticException if the loss is no finite number any more: the rate is too large for
   *     these inputs. Nor are the parameters then
   * @throws ConcurrentModificationException if another call trains it or predicts
   * @throws ReferenceCountException if the model or an array was closed
   * @throws AttachmentException if this thread does not hold the lock
   * @throws TaskCancelledException if the task was cancelled
   */
  public double train(Attachment gil, FloatArray inputs, IntArray labels, int batch, float rate) {
    if (batch < 1 || batch > MOST) {
      throw new IllegalArgumentException("a batch of " + batch + ": it has 1 to " + MOST);
    }
    if (!(rate > 0 && rate <= Float.MAX_VALUE)) {
      throw new IllegalArgumentException("a rate of " + rate + ": it is finite and more than 0");
    }
    BlasEngine engine = BlasEngines.HERE.engine();
    users.enterToTrain(this);
    try {
      double loss =
          Kernels.run(
              gil,
              pins -> {
                int count = count(inputs);
                if (count == 0) {
                  throw new IllegalArgumentException("there are no examples to learn from");
                }
                Examples examples = examples(pins, inputs, labels);
                MemorySegment all = pins.updates(parameters);
                pins.work((long) count * layers.parameters());
                Epoch epoch = new Epoch(layers, examples, count, batch, rate);
                return cancel -> epoch.run(all, seed, epochs, engine, cancel);
              });
      epochs++;
      return loss;
    } finally {
      users.leaveTrained();
    }
  }

  /**
   * Says which class each example is of.
   *
   * @param gil of this thread
   * @param inputs as many numbers as the model has inputs, for each example
   * @param classes one for each example, replaced; partly so if the call is cancelled or fails
   * @throws IllegalArgumentException if the lengths do not fit, or an input is NaN or infinite
   * @throws ConcurrentModificationException if another call trains the model
   * @throws ReferenceCountException if the model or an array was closed
   * @throws AttachmentException if this thread does not hold the lock
   * @throws TaskCancelledException if the task was cancelled
   */
  public void predict(Attachment gil, FloatArray inputs, IntArray classes) {
    BlasEngine engine = BlasEngines.HERE.engine();
    users.enterToPredict(this);
    try {
      Kernels.execute(
          gil,
          pins -> {
            int count = count(inputs);
            requireOneEach(inputs, classes);
            MemorySegment to = pins.writes(classes);
            Examples examples = new Examples(pins.reads(inputs), to, layers.shape());
            MemorySegment all = pins.reads(parameters);
            pins.work((long) count * layers.parameters());
            return cancel ->
                Prediction.run(
                    layers,
                    all,
                    examples,
                    count,
                    engine,
                    cancel,
                    (index, found) -> to.setAtIndex(JAVA_INT, index, found));
          });
    } finally {
      users.leavePredicted();
    }
  }

  /**
   * Counts the examples whose class it finds.
   *
   * @param gil of this thread
   * @param inputs as many numbers as the model has inputs, for each example
   * @param labels a class for each example, from 0
   * @return how many it says the labelled class of
   * @throws IllegalArgumentException if the lengths do not fit, a label is none of the model's
   *     classes, or an input is NaN or infinite
   * @throws ConcurrentModificationException if another call trains the model
   * @throws ReferenceCountException if the model or an array was closed
   * @throws AttachmentException if this thread does not hold the lock
   * @throws TaskCancelledException if the task was cancelled
   */
  public long correct(Attachment gil, FloatArray inputs, IntArray labels) {
    BlasEngine engine = BlasEngines.HERE.engine();
    users.enterToPredict(this);
    try {
      return Kernels.run(
          gil,
          pins -> {
            int count = count(inputs);
            Examples examples = examples(pins, inputs, labels);
            MemorySegment all = pins.reads(parameters);
            pins.work((long) count * layers.parameters());
            return cancel -> {
              long[] right = {0};
              Prediction.run(
                  layers,
                  all,
                  examples,
                  count,
                  engine,
                  cancel,
                  (index, found) -> right[0] += examples.label(index) == found ? 1 : 0);
              return right[0];
            };
          });
    } finally {
      users.leavePredicted();
    }
  }

  private Examples examples(KernelPins pins, FloatArray inputs, IntArray labels) {
    requireOneEach(inputs, labels);
    return new Examples(pins.reads(inputs), pins.reads(labels), layers.shape());
  }

  private int count(FloatArray inputs) {
    int wide = layers.shape().inputs();
    long count = inputs.length() / wide;
    if (inputs.length() % wide != 0 || count > MOST_EXAMPLES) {
      throw new IllegalArgumentException(
          inputs + " is no list of up to 2^30 examples of " + wide + " numbers each");
    }
    return (int) count;
  }

  private void requireOneEach(FloatArray inputs, IntArray labels) {
    if (labels.length() != count(inputs)) {
      throw new IllegalArgumentException(
          labels + " has not one class for each of the " + count(inputs) + " examples");
    }
  }

  /**
   * Frees the parameters, or lets a call that runs do so at its end.
   *
   * @throws ReferenceCountException if it was closed before
   * @throws AttachmentException if it is guarded and this thread does not hold the lock; the model
   *     stays open
   */
  @Override
  public void close() {
    parameters.close();
  }

  /** As {@code Mlp[256-128-10]}. */
  @Override
  public String toString() {
    Shape shape = layers.shape();
    return "Mlp[" + shape.inputs() + '-' + shape.hidden() + '-' + shape.outputs() + ']';
  }
}
