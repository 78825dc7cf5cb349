package dev.gil.workloads.train;

import java.lang.ref.SoftReference;
import org.jspecify.annotations.Nullable;

/**
 * Pictures of digits with their labels, made by a rule from a seed: glyphs that are scaled,
 * sheared, turned and shifted at random, drawn in 16 x 16 floats, with noise on top. The same in
 * every JVM: nothing is used but sums, products, quotients, roots and whole numbers.
 */
public final class Digits {
  /** Rows and columns of a picture. */
  public static final int SIDE = 16;

  /** Floats in a picture. */
  public static final int PIXELS = SIDE * SIDE;

  /** Digits to tell apart. */
  public static final int CLASSES = 10;

  /** Pictures to learn from. */
  public static final int TRAINING = 10_000;

  /** Pictures to be tried on. */
  public static final int TEST = 2_000;

  /** The standard deviation of the noise of a pixel. */
  private static final double NOISE = 0.2;

  private static volatile @Nullable SoftReference<Both> lately;

  private final float[] images;
  private final int[] labels;

  private Digits(float[] images, int[] labels) {
    this.images = images;
    this.labels = labels;
  }

  /**
   * What is learnt and what is asked.
   *
   * @param seed that both were made by
   * @param training to learn from
   * @param test not seen before
   */
  public record Both(long seed, Digits training, Digits test) {}

  /**
   * The two sets of a seed; those made last are kept while there is memory.
   *
   * @param seed any
   * @return the same arrays to all who ask, to be read only
   */
  public static Both of(long seed) {
    @Nullable SoftReference<Both> last = lately;
    @Nullable Both both = last == null ? null : last.get();
    if (both != null && both.seed() == seed) {
      return both;
    }
    Both drawn = new Both(seed, drawn(TRAINING, 2 * seed), drawn(TEST, 2 * seed + 1));
    lately = new SoftReference<>(drawn);
    return drawn;
  }

  /**
   * The pictures.
   *
   * @return rows of 256 floats, about 0 to 1; to be read only
   */
  public float[] images() {
    return images;
  }

  /**
   * What they show.
   *
   * @return a digit for each; to be read only
   */
  public int[] labels() {
    return labels;
  }

  private static Digits drawn(int count, long seed) {
    float[] images = new float[count * PIXELS];
    int[] labels = new int[count];
    Draw random = new Draw(seed);
    for (int i = 0; i < count; i++) {
      labels[i] = i % CLASSES;
      draw(labels[i], random, images, i * PIXELS);
    }
    return new Digits(images, labels);
  }

  /** Goes back from each pixel to the place in the glyph that it shows. */
  private static void draw(int digit, Draw random, float[] images, int at) {
    double scale = random.between(1.5, 2.2); // pixels a dot
    double tangent = random.between(-0.25, 0.25); // of the turn
    double cosine = 1 / Math.sqrt(1 + tangent * tangent);
    double sine = tangent * cosine;
    double shear = random.between(-0.25, 0.25);
    double middleRow = SIDE / 2.0 + random.between(-2, 2);
    double middleColumn = SIDE / 2.0 + random.between(-2, 2);
    for (int row = 0; row < SIDE; row++) {
      for (int column = 0; column < SIDE; column++) {
        double y = (row + 0.5 - middleRow) / scale;
        double x = (column + 0.5 - middleColumn) / scale;
        double turnedY = cosine * y + sine * x;
        double turnedX = cosine * x - sine * y + shear * turnedY;
        double dark =
            Glyphs.darkness(
                digit, turnedY + (Glyphs.ROWS - 1) / 2.0, turnedX + (Glyphs.COLUMNS - 1) / 2.0);
        images[at + row * SIDE + column] = (float) (dark + NOISE * random.bell());
      }
    }
  }

  /** Marsaglia's xorshift of 64 bits, behind a hash of the seed. */
  private static final class Draw {
    private long state;

    Draw(long seed) {
      long z = (seed + 1) * 0x9e3779b97f4a7c15L;
      z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
      z ^= z >>> 31;
      state = z == 0 ? 1 : z;
    }

    private long step() {
      state ^= state << 13;
      state ^= state >>> 7;
      state ^= state << 17;
      return state;
    }

    double between(double least, double most) {
      return least + (step() >>> 11) * 0x1p-53 * (most - least);
    }

    /** About normal, with deviation 1: the sum of four even numbers of 16 bits. */
    double bell() {
      long bits = step();
      long sum = (bits & 0xffff) + (bits >>> 16 & 0xffff) + (bits >>> 32 & 0xffff) + (bits >>> 48);
      return (sum - 2 * 65_535.0) / 65_536 * Math.sqrt(3);
    }
  }
}
