package dev.gil.workloads.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gil.image.Raster;
import dev.gil.workloads.photo.Photo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BitmapTest {
  private static final byte[] FILE = Bitmap.of(new Photo(1, 42));

  private static byte[] with(Consumer<ByteBuffer> change) {
    byte[] file = FILE.clone();
    change.accept(ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN));
    return file;
  }

  @Test
  void thePixelsLieWhereTheHeadSays() {
    Bitmap image = Bitmap.in(FILE);
    assertThat(image.raster()).isEqualTo(Photo.RASTER);
    assertThat(image.offset() + image.raster().bytes()).isEqualTo(FILE.length);
  }

  @Test
  void rowsFromTheTopDownAreFine() {
    byte[] file = with(head -> head.putInt(22, -Photo.RASTER.height()));
    assertThat(Bitmap.in(file).raster()).isEqualTo(Photo.RASTER);
  }

  @Test
  void aFileThatEndsEarlyIsRefused() {
    for (int length : new int[] {0, 1, 53, 54, FILE.length - 1}) {
      assertThatThrownBy(() -> Bitmap.in(Arrays.copyOf(FILE, length)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(length + " bytes");
    }
  }

  /** The place of a field in the head, and what is written there. */
  @ParameterizedTest
  @CsvSource({
    "0, 1234567, BM",
    "10, 53, in its head",
    "10, -1, in its head",
    "10, 2147483647, needs more",
    "14, 12, head of 12 bytes",
    "18, 0, 0 x 600",
    "18, -4, -4 x 600",
    "18, 2147483644, 2147483644 x 600",
    "18, 1048576, needs more",
    "18, 799, padded rows",
    "22, 0, 800 x 0",
    "22, 1048576, needs more",
    "22, -2147483648, height of -2147483648",
    "28, 32, 32 bits",
    "30, 1, method 1"
  })
  void aCorruptHeadIsRefused(int at, int value, String problem) {
    assertThatThrownBy(() -> Bitmap.in(with(head -> head.putInt(at, value))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(problem);
  }

  @Test
  void whatTheHeadPromisesIsNotAllocated() {
    byte[] file = with(head -> head.putInt(18, Raster.MOST).putInt(22, Raster.MOST));
    assertThatThrownBy(() -> Bitmap.in(file)) // 3 TiB
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("needs more");
  }
}
