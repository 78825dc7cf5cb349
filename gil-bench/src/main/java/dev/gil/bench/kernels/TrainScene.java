package dev.gil.bench.kernels;

import dev.gil.Attachment;
import dev.gil.GlobalLock;
import dev.gil.kernel.FloatArray;
import dev.gil.kernel.IntArray;
import dev.gil.learn.Mlp;
import dev.gil.refcount.RefCountPolicy;
import dev.gil.workloads.train.Digits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** Digits off the heap, and a model that is trained from the start each time. */
final class TrainScene implements KernelScene {
  static final int EPOCHS = 10;
  static final int HIDDEN = 128;
  static final int BATCH = 64;
  static final float RATE = 0.1f;
  private static final long SEED = 42;

  private static final Mlp.Shape SHAPE = new Mlp.Shape(Digits.PIXELS, HIDDEN, Digits.CLASSES);

  private final FloatArray images;
  private final IntArray labels;
  private final FloatArray testImages;
  private final IntArray testLabels;
  private long seed;
  private Mlp model = Mlp.create(SHAPE, seed++, RefCountPolicy.ATOMIC);

  TrainScene() {
    Digits.Both digits = Digits.of(SEED);
    images = floats(digits.training());
    labels = ints(digits.training());
    testImages = floats(digits.test());
    testLabels = ints(digits.test());
  }

  private static FloatArray floats(Digits digits) {
    float[] numbers = digits.images();
    return FloatArray.allocate(numbers.length, RefCountPolicy.ATOMIC).copyFrom(numbers);
  }

  private static IntArray ints(Digits digits) {
    int[] numbers = digits.labels();
    return IntArray.allocate(numbers.length, RefCountPolicy.ATOMIC).copyFrom(numbers);
  }

  /** What the peer reads: images, then labels, training before test, little-endian. */
  static Path written() throws IOException {
    Digits.Both digits = Digits.of(SEED);
    Path file = Files.createTempFile("gil-digits", ".bin");
    try (var out = Files.newOutputStream(file)) {
      for (Digits each : new Digits[] {digits.training(), digits.test()}) {
        ByteBuffer bytes =
            ByteBuffer.allocate(4 * (each.images().length + each.labels().length))
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(each.images());
        bytes.position(4 * each.images().length).asIntBuffer().put(each.labels());
        out.write(bytes.array());
      }
    }
    return file;
  }

  /** From the first weights to the last epoch. */
  @Override
  public void play(Attachment gil) {
    Mlp fresh = Mlp.create(SHAPE, seed++, RefCountPolicy.ATOMIC);
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
      var _ = fresh.train(gil, images, labels, BATCH, RATE);
    }
    model.close();
    model = fresh;
  }

  /** How much of the test the model that was trained last gets right. */
  double accuracy() {
    try (GlobalLock lock = GlobalLock.create("bench-test");
        Attachment gil = lock.attach()) {
      return (double) model.correct(gil, testImages, testLabels) / Digits.TEST;
    }
  }

  @Override
  public void close() {
    images.close();
    labels.close();
    testImages.close();
    testLabels.close();
    model.close();
  }
}
