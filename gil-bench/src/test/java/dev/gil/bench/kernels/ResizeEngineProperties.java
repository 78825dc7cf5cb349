package dev.gil.bench.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.image.Filter;
import dev.gil.image.spi.ResizeEngine;
import dev.gil.image.spi.Taps;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.ServiceLoader;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** All engines give the same bytes, and touch no others. */
class ResizeEngineProperties {
  private static final byte UNTOUCHED = 77;

  private static final List<ResizeEngine> ENGINES =
      ServiceLoader.load(ResizeEngine.class).stream().map(ServiceLoader.Provider::get).toList();

  private static ResizeEngine engine(String id) {
    return ENGINES.stream().filter(each -> each.id().equals(id)).findFirst().orElseThrow();
  }

  @Provide
  Arbitrary<Integer> channels() {
    return Arbitraries.of(1, 3, 4);
  }

  @Example
  void allEnginesAreHere() {
    assertThat(ENGINES.stream().map(ResizeEngine::id)).contains("scalar", "vector");
    assertThat(ENGINES).allMatch(engine -> engine.unavailable().isEmpty());
  }

  @Property(tries = 500)
  void rowsAreFilteredTheSameByAll(
      @ForAll Filter filter,
      @ForAll @IntRange(min = 1, max = 200) int width,
      @ForAll @IntRange(min = 1, max = 200) int newWidth,
      @ForAll @IntRange(min = 0, max = 199) int skipped,
      @ForAll @IntRange(min = 1, max = ResizeEngine.ROWS) int rows,
      @ForAll("channels") int channels,
      @ForAll long seed) {
    Taps taps = filter.taps(width, newWidth);
    int from = Math.min(skipped, newWidth - 1);
    int to = from + 1 + new Random(seed).nextInt(newWidth - from);
    int stride = padded((to - from) * channels);
    byte[] image = new byte[width * channels * rows];
    new Random(seed).nextBytes(image);
    byte[] due = new byte[stride * ResizeEngine.ROWS + stride];
    byte[] found = due.clone();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment source = arena.allocate(image.length); // what is read beyond is refused
      MemorySegment.copy(image, 0, source, ValueLayout.JAVA_BYTE, 0, image.length);
      long row = (long) width * channels;
      Arrays.fill(due, UNTOUCHED);
      Arrays.fill(found, UNTOUCHED);
      engine("scalar")
          .horizontal(taps, from, to, channels, source, 0, row, rows, due, stride, stride);
      engine("vector")
          .horizontal(taps, from, to, channels, source, 0, row, rows, found, stride, stride);
    }
    for (int y = 0; y <= rows; y++) { // row 0 is before the first
      int end = y * stride + (y == 0 ? stride : (to - from) * channels);
      assertThat(Arrays.copyOfRange(found, y * stride, end))
          .isEqualTo(Arrays.copyOfRange(due, y * stride, end));
    }
  }

  @Property(tries = 300)
  void rowsAreAddedUpTheSameByAll(
      @ForAll Filter filter,
      @ForAll @IntRange(min = 1, max = 300) int bytes,
      @ForAll @IntRange(min = 1, max = 100) int height,
      @ForAll @IntRange(min = 1, max = 100) int newHeight,
      @ForAll long seed) {
    Taps taps = filter.taps(height, newHeight);
    int y = new Random(seed).nextInt(newHeight);
    int stride = padded(bytes);
    byte[] rows = new byte[height * stride];
    new Random(seed).nextBytes(rows);
    int at = taps.first(y) * stride;
    byte[] due = new byte[stride];
    byte[] found = new byte[stride];
    engine("scalar")
        .vertical(taps.weights(), taps.offset(y), taps.count(y), rows, at, stride, bytes, due, 0);
    engine("vector")
        .vertical(taps.weights(), taps.offset(y), taps.count(y), rows, at, stride, bytes, found, 0);
    assertThat(Arrays.copyOf(found, bytes)).isEqualTo(Arrays.copyOf(due, bytes));
  }

  private static int padded(int bytes) {
    return Math.ceilDiv(bytes, ResizeEngine.PADDED) * ResizeEngine.PADDED;
  }
}
