package dev.gil.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gil.Attachment;
import dev.gil.AttachmentException;
import dev.gil.GlobalLock;
import dev.gil.arrays.EngineChoice;
import dev.gil.kernel.ByteArray;
import dev.gil.refcount.ReferenceCountException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ImagesTest {
  private static final Raster FOUR = Raster.rgb(2, 2);
  private static final Raster ONE = Raster.rgb(1, 1);

  private final GlobalLock lock = GlobalLock.create("images");
  private Attachment gil;
  private ByteArray image;
  private ByteArray result;

  @BeforeEach
  void open() {
    gil = lock.attach();
    image = ByteArray.allocate(FOUR.bytes(), lock);
    result = ByteArray.allocate(ONE.bytes(), lock);
  }

  @AfterEach
  void close() {
    image.close();
    result.close();
    if (lock.isHeld()) {
      gil.close();
    }
    lock.close();
  }

  @Test
  void fourPixelsBecomeTheirMean() {
    image.copyFrom(new byte[] {10, 0, -1, 20, 0, -1, 30, 0, -1, 40, 2, -1});
    Images.resize(gil, Filter.BILINEAR, FOUR, image, ONE, result);
    assertThat(result.toArray()).containsExactly(25, 1, -1); // 0.5 is rounded up
  }

  @Test
  void sidesThatAreNoneOrTooLongAreRefused() {
    for (int side : new int[] {0, -1, Integer.MIN_VALUE, Raster.MOST + 1, Integer.MAX_VALUE}) {
      assertThatThrownBy(() -> Raster.rgb(side, 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(side + " x 1 pixels");
      assertThatThrownBy(() -> Raster.rgb(1, side)).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> Filter.LANCZOS.taps(1, side))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void channelsThatNoImageHasAreRefused() {
    for (int channels : new int[] {-1, 0, 2, 5}) {
      assertThatThrownBy(() -> new Raster(1, 1, channels))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("channels");
    }
  }

  @Test
  void channelsThatDifferAreRefused() {
    assertThatThrownBy(
            () -> Images.resize(gil, Filter.BILINEAR, FOUR, image, new Raster(3, 1, 1), result))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3 channels cannot become one of 1");
  }

  @Test
  void anArrayOfAnotherLengthIsRefused() {
    assertThatThrownBy(() -> Images.resize(gil, Filter.BILINEAR, ONE, image, ONE, result))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the image is a Raster[width=1, height=1, channels=3] of 3 bytes");
    assertThatThrownBy(() -> Images.resize(gil, Filter.BILINEAR, FOUR, image, FOUR, result))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the result");
  }

  /** Its bytes are more than an int holds. */
  @Test
  void anImageOfATrillionPixelsIsCountedAndItsArrayRefused() {
    Raster huge = new Raster(Raster.MOST, Raster.MOST, 4);
    assertThat(huge.bytes()).isEqualTo(1L << 42);
    assertThatThrownBy(() -> Images.resize(gil, Filter.LANCZOS, huge, image, ONE, result))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("4398046511104 bytes");
  }

  @Test
  void aResultInTheImageIsRefused() {
    try (ByteArray part = image.slice(3, 6)) {
      assertThatThrownBy(() -> Images.resize(gil, Filter.BILINEAR, FOUR, image, ONE, part))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("overlap");
    }
  }

  @Test
  void aClosedArrayIsRefused() {
    ByteArray gone = ByteArray.allocate(FOUR.bytes(), lock);
    gone.close();
    assertThatThrownBy(() -> Images.resize(gil, Filter.BILINEAR, FOUR, gone, ONE, result))
        .isInstanceOf(ReferenceCountException.class);
  }

  @Test
  void whoDoesNotHoldTheLockIsRefused() throws InterruptedException {
    Throwable[] thrown = new Throwable[1];
    Thread other =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    Images.resize(gil, Filter.BILINEAR, FOUR, image, ONE, result);
                  } catch (AttachmentException e) {
                    thrown[0] = e;
                  }
                });
    other.join();
    assertThat(thrown[0]).isInstanceOf(AttachmentException.class);
  }

  @Test
  void oneEngineIsChosenAndTheScalarOneIsAlwaysThere() {
    assertThat(Images.engines()).filteredOn(EngineChoice::chosen).hasSize(1);
    assertThat(Images.engines()).extracting(EngineChoice::engine).contains("scalar");
  }
}
