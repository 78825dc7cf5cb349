package dev.gil.workloads.train;

import dev.gil.Attachment;
import dev.gil.kernel.FloatArray;
import dev.gil.kernel.IntArray;
import dev.gil.learn.Mlp;
import dev.gil.refcount.RefCountPolicy;

/** A lesson by the kernels of {@link Mlp}. */
final class KernelTraining {
  /** Counted with no lock: it runs under strategies that have none. */
  private static final RefCountPolicy POLICY = RefCountPolicy.BIASED;

  private static final Mlp.Shape SHAPE =
      new Mlp.Shape(Digits.PIXELS, Lesson.HIDDEN, Digits.CLASSES);

  private KernelTraining() {}

  /** How much of the test is right at the end. */
  static int right(Lesson lesson, Attachment gil) {
    Digits.Both digits = lesson.drawn();
    try (Mlp model = Mlp.create(SHAPE, lesson.model(), POLICY)) {
      learn(model, digits.training(), lesson.epochs(), gil);
      return ask(model, digits.test(), gil);
    }
  }

  private static void learn(Mlp model, Digits digits, int epochs, Attachment gil) {
    try (FloatArray images = images(digits);
        IntArray labels = labels(digits)) {
      for (int epoch = 0; epoch < epochs; epoch++) {
        var _ = model.train(gil, images, labels, Lesson.BATCH, Lesson.RATE);
      }
    }
  }

  private static int ask(Mlp model, Digits digits, Attachment gil) {
    try (FloatArray images = images(digits);
        IntArray labels = labels(digits)) {
      return (int) model.correct(gil, images, labels);
    }
  }

  private static FloatArray images(Digits digits) {
    return FloatArray.allocate(digits.images().length, POLICY).copyFrom(digits.images());
  }

  private static IntArray labels(Digits digits) {
    return IntArray.allocate(digits.labels().length, POLICY).copyFrom(digits.labels());
  }
}
