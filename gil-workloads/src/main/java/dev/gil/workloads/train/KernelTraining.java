package dev.gil.workloads.train;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.gil.Attachment;
import dev.gil.kernel.FloatArray;
import dev.gil.kernel.IntArray;
import dev.gil.kernel.Kernels;
import dev.gil.learn.Mlp;
import dev.gil.refcount.RefCountPolicy;
import java.lang.foreign.MemorySegment;

/** A lesson by the kernels of {@link Mlp}. */
final class KernelTraining {
  /** Counted with no lock: it runs under strategies that have none. */
  private static final RefCountPolicy POLICY = RefCountPolicy.BIASED;

  private static final Mlp.Shape SHAPE =
      new Mlp.Shape(Digits.PIXELS, Lesson.HIDDEN, Digits.CLASSES);

  private KernelTraining() {}

  /** How much of the test is right at the end. */
  static int right(Lesson lesson, Attachment gil) {
    Digits.Both digits = Kernels.run(gil, _ -> _ -> lesson.drawn()); // perhaps for the first time
    try (Mlp model = Mlp.create(SHAPE, lesson.model(), POLICY)) {
      learn(model, digits.training(), lesson.epochs(), gil);
      return ask(model, digits.test(), gil);
    }
  }

  private static void learn(Mlp model, Digits digits, int epochs, Attachment gil) {
    try (FloatArray images = images(digits, gil);
        IntArray labels = labels(digits)) {
      for (int epoch = 0; epoch < epochs; epoch++) {
        var _ = model.train(gil, images, labels, Lesson.BATCH, Lesson.RATE);
      }
    }
  }

  private static int ask(Mlp model, Digits digits, Attachment gil) {
    try (FloatArray images = images(digits, gil);
        IntArray labels = labels(digits)) {
      return (int) model.correct(gil, images, labels);
    }
  }

  /** Ten million bytes, which nobody changes: they are copied without the lock. */
  private static FloatArray images(Digits digits, Attachment gil) {
    float[] from = digits.images();
    FloatArray images = FloatArray.allocate(from.length, POLICY);
    try {
      Kernels.execute(
          gil,
          pins -> {
            MemorySegment to = pins.writes(images);
            pins.work(from.length);
            return _ -> MemorySegment.copy(from, 0, to, JAVA_FLOAT, 0, from.length);
          });
      return images;
    } catch (RuntimeException | Error e) {
      images.close();
      throw e;
    }
  }

  private static IntArray labels(Digits digits) {
    return IntArray.allocate(digits.labels().length, POLICY).copyFrom(digits.labels());
  }
}
