package dev.gil.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gil.Attachment;
import dev.gil.GlobalLock;
import dev.gil.image.spi.Taps;
import dev.gil.kernel.ByteArray;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** A resize is what its definition says, whatever the sizes. */
class ResizeProperties {
  /** Small ones, and those round the edges of blocks and windows. */
  @Provide
  Arbitrary<Integer> sides() {
    return Arbitraries.oneOf(
        Arbitraries.integers().between(1, 40), Arbitraries.of(63, 64, 65, 127, 150));
  }

  @Provide
  Arbitrary<Integer> channels() {
    return Arbitraries.of(1, 3, 4);
  }

  private static byte[] resized(Filter filter, Raster from, byte[] image, Raster to) {
    try (GlobalLock lock = GlobalLock.create("resize");
        Attachment gil = lock.attach();
        ByteArray source = ByteArray.allocate(image.length, lock).copyFrom(image);
        ByteArray result = ByteArray.allocate(to.bytes(), lock)) {
      Images.resize(gil, filter, from, source, to, result);
      return result.toArray();
    }
  }

  @Property(tries = 300)
  void itIsWithinALevelOfTheExactOne(
      @ForAll Filter filter,
      @ForAll("sides") int width,
      @ForAll("sides") int height,
      @ForAll("sides") int newWidth,
      @ForAll("sides") int newHeight,
      @ForAll("channels") int channels,
      @ForAll boolean hard,
      @ForAll long seed) {
    Raster from = new Raster(width, height, channels);
    Raster to = from.resized(newWidth, newHeight);
    byte[] image = new byte[(int) from.bytes()];
    new Random(seed).nextBytes(image);
    if (hard) { // black and white: what overshoots is cut
      for (int i = 0; i < image.length; i++) {
        image[i] >>= 7;
      }
    }
    byte[] found = resized(filter, from, image, to);
    double[] due = Exact.resize(filter, from, image, to);
    for (int i = 0; i < due.length; i++) {
      assertThat(found[i] & 0xFF).isCloseTo((int) Math.round(due[i]), within(1));
    }
  }

  @Property(tries = 200)
  void anImageOfOneColourKeepsIt(
      @ForAll Filter filter,
      @ForAll("sides") int width,
      @ForAll("sides") int height,
      @ForAll("sides") int newWidth,
      @ForAll("sides") int newHeight,
      @ForAll byte colour) {
    Raster from = Raster.rgb(width, height);
    Raster to = from.resized(newWidth, newHeight);
    byte[] image = new byte[(int) from.bytes()];
    byte[] due = new byte[(int) to.bytes()];
    Arrays.fill(image, colour);
    Arrays.fill(due, colour);
    assertThat(resized(filter, from, image, to)).isEqualTo(due);
  }

  @Property(tries = 100)
  void theSameSizeIsACopy(
      @ForAll Filter filter,
      @ForAll("sides") int width,
      @ForAll("sides") int height,
      @ForAll long seed) {
    Raster raster = Raster.rgb(width, height);
    byte[] image = new byte[(int) raster.bytes()];
    new Random(seed).nextBytes(image);
    assertThat(resized(filter, raster, image, raster)).isEqualTo(image);
  }

  @Property(tries = 300)
  void theWeightsOfAPlaceLieInTheImageAndAddUpToOne(
      @ForAll Filter filter,
      @ForAll @IntRange(min = 1, max = 5_000) int from,
      @ForAll @IntRange(min = 1, max = 5_000) int to) {
    Taps taps = filter.taps(from, to);
    assertThat(taps.to()).isEqualTo(to);
    for (int place = 0; place < to; place++) {
      int count = taps.count(place);
      assertThat(count).isPositive();
      assertThat(taps.first(place)).isBetween(0, from - count);
      long sum = 0;
      long most = 0;
      for (int i = 0; i < count; i++) {
        int weight = taps.weights()[taps.offset(place) + i];
        sum += weight;
        most += Math.max(0, weight);
      }
      assertThat(sum).isCloseTo(1 << Taps.BITS, within((long) count));
      assertThat(255 * most + Taps.HALF).isLessThan(Integer.MAX_VALUE);
    }
  }
}
