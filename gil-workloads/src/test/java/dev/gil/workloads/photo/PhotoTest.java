package dev.gil.workloads.photo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gil.image.Filter;
import dev.gil.image.Images;
import dev.gil.image.Raster;
import dev.gil.kernel.ByteArray;
import dev.gil.refcount.RefCountPolicy;
import dev.gil.workloads.WrongResultException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PhotoTest {
  private static final Photo PHOTO = new Photo(7, 42);

  @Test
  void theRowsAreMadeOfItsSamples() {
    byte[] pixels = PHOTO.pixels(10, () -> {});
    Random random = new Random(1);
    for (int i = 0; i < 1_000; i++) {
      int x = random.nextInt(Photo.RASTER.width());
      int y = random.nextInt(Photo.RASTER.height());
      int channel = random.nextInt(3);
      int at = 10 + y * Photo.RASTER.rowBytes() + 3 * x + channel;
      assertThat(pixels[at] & 0xFF).isEqualTo(PHOTO.sample(x, y, channel));
    }
  }

  @Test
  void loopsGiveTheBytesOfTheKernel() {
    byte[] pixels = PHOTO.pixels(54, () -> {});
    for (Raster size : List.of(Raster.rgb(100, 75), Raster.rgb(1_100, 33), Raster.rgb(1, 900))) {
      byte[] loop = LoopResize.resize(Filter.LANCZOS, Photo.RASTER, pixels, 54, size, () -> {});
      try (ByteArray image = ByteArray.allocate(Photo.RASTER.bytes(), RefCountPolicy.BIASED);
          ByteArray small = ByteArray.allocate(size.bytes(), RefCountPolicy.BIASED)) {
        image.copyFrom(PHOTO.pixels(0, () -> {}));
        Images.resize(Filter.LANCZOS, Photo.RASTER, image, size, small);
        assertThat(loop).isEqualTo(small.toArray());
      }
    }
  }

  @Test
  void bothFormsGiveTheSamePrintAndItIsRight() {
    Print print = LoopThumbnails.of(PHOTO, () -> {});
    assertThat(KernelThumbnails.of(PHOTO)).isEqualTo(print);
    PhotoCheck.of(PHOTO).check(print);
  }

  @Test
  void thumbnailsOfAnotherPhotoAreNoticed() {
    Print other = LoopThumbnails.of(new Photo(8, 42), () -> {});
    assertThatThrownBy(() -> PhotoCheck.of(PHOTO).check(other))
        .isInstanceOf(WrongResultException.class)
        .hasMessageContaining("photo 7, thumbnail 1");
  }

  @Test
  void aMissingPhotoIsNoticed() {
    assertThatThrownBy(() -> PhotoCheck.all(List.of(), List.of(PhotoCheck.of(PHOTO))))
        .isInstanceOf(WrongResultException.class)
        .hasMessageContaining("0 photos instead of 1");
  }
}
