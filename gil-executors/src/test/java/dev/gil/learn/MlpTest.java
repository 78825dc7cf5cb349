package dev.gil.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gil.Attachment;
import dev.gil.AttachmentException;
import dev.gil.GlobalLock;
import dev.gil.TaskCancelledException;
import dev.gil.kernel.FloatArray;
import dev.gil.kernel.IntArray;
import dev.gil.refcount.RefCountPolicy;
import dev.gil.refcount.ReferenceCountException;
import dev.gil.spi.GilExecutor;
import dev.gil.spi.Strategies;
import dev.gil.spi.TaskFuture;
import java.util.ConcurrentModificationException;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MlpTest {
  private static final Mlp.Shape SMALL = new Mlp.Shape(5, 4, 3);

  private final GlobalLock lock = GlobalLock.create("mlp");
  private Attachment gil;

  @BeforeEach
  void attach() {
    gil = lock.attach();
  }

  @AfterEach
  void close() {
    gil.close();
    lock.close();
  }

  private FloatArray floats(float... values) {
    return FloatArray.allocate(values.length, lock).copyFrom(values);
  }

  private IntArray ints(int... values) {
    return IntArray.allocate(values.length, lock).copyFrom(values);
  }

  private static float[] random(int length, long seed) {
    float[] values = new float[length];
    Random random = new Random(seed);
    for (int i = 0; i < length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  /** The mean loss in doubles, straight from the definition. */
  private static double loss(float[] parameters, float[] inputs, int[] labels) {
    double loss = 0;
    for (int e = 0; e < labels.length; e++) {
      double[] hidden = new double[4];
      for (int h = 0; h < 4; h++) {
        hidden[h] = parameters[20 + h];
        for (int i = 0; i < 5; i++) {
          hidden[h] += (double) inputs[e * 5 + i] * parameters[i * 4 + h];
        }
        hidden[h] = Math.max(0, hidden[h]);
      }
      double sum = 0;
      double labelled = 0;
      for (int o = 0; o < 3; o++) {
        double score = parameters[36 + o];
        for (int h = 0; h < 4; h++) {
          score += hidden[h] * parameters[24 + h * 3 + o];
        }
        sum += Math.exp(score);
        labelled = o == labels[e] ? score : labelled;
      }
      loss += Math.log(sum) - labelled;
    }
    return loss / labels.length;
  }

  /** A step at rate 1 is the slope; it is compared with differences of the loss. */
  @Test
  void aStepGoesDownTheSlopeOfTheLoss() {
    int[] classes = {0, 2, 1, 1, 0, 2, 2};
    float[] numbers = random(35, 11);
    try (Mlp model = Mlp.create(SMALL, 3, lock);
        FloatArray inputs = floats(numbers);
        IntArray labels = ints(classes)) {
      float[] noise = random(39, 12);
      float[] before = model.parameters().toArray();
      for (int i = 0; i < before.length; i++) {
        before[i] += 0.3f * noise[i]; // biases that are not 0
      }
      model.parameters().copyFrom(before);
      double loss = model.train(gil, inputs, labels, 7, 1);
      assertThat(loss).isCloseTo(loss(before, numbers, classes), within(1e-5));
      float[] after = model.parameters().toArray();
      for (int i = 0; i < before.length; i++) {
        float h = 1e-2f;
        float[] more = before.clone();
        float[] less = before.clone();
        more[i] += h;
        less[i] -= h;
        double slope =
            (loss(more, numbers, classes) - loss(less, numbers, classes)) / (more[i] - less[i]);
        assertThat(before[i] - after[i])
            .as("parameter %d", i)
            .isCloseTo((float) slope, within(2e-3f));
      }
    }
  }

  /** Clouds round three points, which overlap a little. */
  private static float[] clouds(int[] labels, long seed) {
    float[] inputs = random(labels.length * 5, seed);
    for (int e = 0; e < labels.length; e++) {
      labels[e] = e % 3;
      inputs[e * 5 + labels[e]] += 4;
    }
    return inputs;
  }

  @Test
  void itLearnsWhatCanBeLearnt() {
    int[] classes = new int[601]; // the last batch is a smaller one
    int[] others = new int[300];
    float[] numbers = clouds(classes, 1);
    float[] otherNumbers = clouds(others, 2);
    try (Mlp model = Mlp.create(SMALL, 42, lock);
        FloatArray inputs = floats(numbers);
        IntArray labels = ints(classes);
        FloatArray otherInputs = floats(otherNumbers);
        IntArray otherLabels = ints(others);
        IntArray found = IntArray.allocate(300, lock)) {
      double first = model.train(gil, inputs, labels, 16, 0.1f);
      double last = first;
      for (int epoch = 0; epoch < 10; epoch++) {
        last = model.train(gil, inputs, labels, 16, 0.1f);
      }
      assertThat(last).isLessThan(first / 2);
      long right = model.correct(gil, otherInputs, otherLabels);
      assertThat(right).isGreaterThan(285);
      model.predict(gil, otherInputs, found);
      long same = 0;
      for (int i = 0; i < 300; i++) {
        same += found.get(i) == others[i] ? 1 : 0;
      }
      assertThat(same).isEqualTo(right);
    }
  }

  private float[] trained(long seed) {
    int[] classes = new int[100];
    float[] numbers = clouds(classes, 5);
    try (Mlp model = Mlp.create(SMALL, seed, lock);
        FloatArray inputs = floats(numbers);
        IntArray labels = ints(classes)) {
      for (int epoch = 0; epoch < 3; epoch++) {
        model.train(gil, inputs, labels, 16, 0.1f);
      }
      return model.parameters().toArray();
    }
  }

  @Test
  void theSeedSaysWhatComesOut() {
    assertThat(trained(7)).isEqualTo(trained(7)).isNotEqualTo(trained(8));
  }

  @Test
  void eachEpochHasItsOwnOrder() {
    int[] classes = new int[100];
    float[] numbers = clouds(classes, 5);
    try (Mlp model = Mlp.create(SMALL, 1, lock);
        FloatArray inputs = floats(numbers);
        IntArray labels = ints(classes)) {
      float[] start = model.parameters().toArray();
      model.train(gil, inputs, labels, 16, 0.1f);
      float[] first = model.parameters().toArray();
      model.parameters().copyFrom(start);
      model.train(gil, inputs, labels, 16, 0.1f);
      assertThat(model.parameters().toArray()).isNotEqualTo(first);
    }
  }

  @Test
  void aBatchMayBeLargerThanTheExamples() {
    try (Mlp model = Mlp.create(SMALL, 1, lock);
        FloatArray inputs = floats(random(10, 1));
        IntArray labels = ints(0, 1)) {
      assertThat(model.train(gil, inputs, labels, 64, 0.1f)).isFinite();
    }
  }

  @Test
  void numbersThatAreNoneAreNamed() {
    for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
      float[] numbers = random(15, 1);
      numbers[5 + 3] = bad;
      try (Mlp model = Mlp.create(SMALL, 1, lock);
          FloatArray inputs = floats(numbers);
          IntArray labels = ints(0, 1, 2);
          IntArray classes = ints(0, 0, 0)) {
        String due = "input 3 of example 1 is " + bad;
        assertThatThrownBy(() -> model.train(gil, inputs, labels, 3, 0.1f))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining(due);
        assertThatThrownBy(() -> model.predict(gil, inputs, classes)).hasMessageContaining(due);
        assertThatThrownBy(() -> model.correct(gil, inputs, labels)).hasMessageContaining(due);
      }
    }
  }

  @Test
  void aLabelThatIsNoneChangesNothing() {
    try (Mlp model = Mlp.create(SMALL, 1, lock);
        FloatArray inputs = floats(random(15, 1))) {
      float[] before = model.parameters().toArray();
      for (int bad : new int[] {-1, 3, Integer.MAX_VALUE}) {
        try (IntArray labels = ints(0, 1, bad)) {
          assertThatThrownBy(() -> model.train(gil, inputs, labels, 1, 0.1f))
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessageContaining("label " + bad + " of example 2 is none of 0 to 2");
          assertThatThrownBy(() -> model.correct(gil, inputs, labels))
              .isInstanceOf(IllegalArgumentException.class);
        }
      }
      assertThat(model.parameters().toArray()).isEqualTo(before);
    }
  }

  @Test
  void whatDoesNotFitIsRefused() {
    try (Mlp model = Mlp.create(SMALL, 1, lock);
        FloatArray inputs = floats(random(15, 1));
        FloatArray odd = floats(random(14, 1));
        FloatArray none = floats();
        IntArray labels = ints(0, 1, 2);
        IntArray two = ints(0, 1);
        IntArray noLabels = ints()) {
      assertRefused(() -> model.train(gil, odd, labels, 3, 0.1f), "no list of");
      assertRefused(() -> model.train(gil, inputs, two, 3, 0.1f), "each of the 3 examples");
      assertRefused(() -> model.train(gil, none, noLabels, 3, 0.1f), "no examples");
      assertRefused(() -> model.train(gil, inputs, labels, 0, 0.1f), "a batch of 0");
      assertRefused(() -> model.train(gil, inputs, labels, 16_385, 0.1f), "a batch of 16385");
      for (float rate : new float[] {0, -1, Float.NaN, Float.POSITIVE_INFINITY}) {
        assertRefused(() -> model.train(gil, inputs, labels, 3, rate), "a rate of " + rate);
      }
      assertRefused(() -> model.predict(gil, inputs, two), "each of the 3 examples");
      assertThat(model.correct(gil, none, noLabels)).isZero();
    }
    for (int bad : new int[] {0, -1, 16_385}) {
      assertRefused(() -> new Mlp.Shape(bad, 2, 2), "layers of " + bad);
      assertRefused(() -> new Mlp.Shape(2, bad, 2), ", " + bad + " and");
      assertRefused(() -> new Mlp.Shape(2, 2, bad), "and " + bad);
    }
  }

  private static void assertRefused(Runnable call, String why) {
    assertThatThrownBy(call::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }

  @Test
  void aRateThatIsTooLargeIsSaid() {
    try (Mlp model = Mlp.create(SMALL, 1, lock);
        FloatArray inputs = floats(random(500, 1));
        IntArray labels = IntArray.allocate(100, lock)) {
      labels.set(1, 1);
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 100; i++) {
                  model.train(gil, inputs, labels, 1, 1e30f);
                }
              })
          .isInstanceOf(ArithmeticException.class)
          .hasMessageContaining("a rate of 1.0E30 is too large");
    }
  }

  @Test
  void aModelThatIsClosedIsRefused() {
    Mlp model = Mlp.create(SMALL, 1, lock);
    model.close();
    try (FloatArray inputs = floats(random(5, 1));
        IntArray labels = ints(0)) {
      assertThatThrownBy(() -> model.train(gil, inputs, labels, 1, 0.1f))
          .isInstanceOf(ReferenceCountException.class);
      assertThatThrownBy(() -> model.correct(gil, inputs, labels))
          .isInstanceOf(ReferenceCountException.class);
      assertThatThrownBy(model::close).isInstanceOf(ReferenceCountException.class);
    }
    assertThat(model).hasToString("Mlp[5-4-3]");
  }

  @Test
  void aModelIsForWhoHoldsItsLock() {
    try (GlobalLock other = GlobalLock.create("other")) {
      assertThatThrownBy(() -> Mlp.create(SMALL, 1, other)).isInstanceOf(AttachmentException.class);
    }
  }

  /** Many examples, so that a call lasts for some milliseconds and the lock is given up. */
  private static final int MANY = 20_000;

  @Test
  void nobodyUsesAModelThatIsBeingTrained() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    try (Mlp model = Mlp.create(SMALL, 1, RefCountPolicy.ATOMIC);
        FloatArray inputs = FloatArray.allocate(5 * MANY, RefCountPolicy.ATOMIC);
        IntArray labels = IntArray.allocate(MANY, RefCountPolicy.ATOMIC);
        FloatArray one = FloatArray.allocate(5, RefCountPolicy.ATOMIC);
        IntArray itsClass = IntArray.allocate(1, RefCountPolicy.ATOMIC);
        GilExecutor pool = Strategies.open("threads")) {
      TaskFuture<Void> training =
          pool.submit(
              own -> {
                begun.countDown();
                while (true) {
                  own.checkpoint();
                  try {
                    model.train(own, inputs, labels, 64, 0.1f);
                  } catch (ConcurrentModificationException e) {
                    Thread.onSpinWait(); // the other one was first
                  }
                }
              });
      begun.await();
      ConcurrentModificationException found = null;
      while (found == null) {
        try {
          model.predict(gil, one, itsClass);
        } catch (ConcurrentModificationException e) {
          found = e;
        }
      }
      assertThat(found).hasMessageContaining("Mlp[5-4-3] is used by another call");
      training.cancel(true);
      assertThatThrownBy(training::get).isInstanceOf(CancellationException.class);
    }
  }

  @Test
  void aCancelledTaskStopsAndTheModelGoesOn() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    try (Mlp model = Mlp.create(SMALL, 1, RefCountPolicy.ATOMIC);
        FloatArray inputs = FloatArray.allocate(5 * MANY, RefCountPolicy.ATOMIC);
        IntArray labels = IntArray.allocate(MANY, RefCountPolicy.ATOMIC);
        GilExecutor pool = Strategies.open("threads")) {
      TaskFuture<Void> training =
          pool.submit(
              own -> {
                begun.countDown();
                try {
                  while (true) { // no checkpoint: it is the kernel that stops
                    model.train(own, inputs, labels, 1, 0.1f);
                  }
                } catch (TaskCancelledException e) {
                  stopped.countDown();
                  throw e;
                }
              });
      begun.await();
      training.cancel(true);
      stopped.await();
      assertThatThrownBy(training::get).isInstanceOf(CancellationException.class);
      for (float each : model.parameters().toArray()) {
        assertThat(each).isFinite();
      }
      assertThat(model.train(gil, inputs, labels, 64, 0.1f)).isFinite();
    }
  }
}
