package dev.gil.bench.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gil.Attachment;
import dev.gil.GlobalLock;
import dev.gil.bench.convoy.PythonPeer;
import dev.gil.image.Filter;
import dev.gil.image.Images;
import dev.gil.image.Raster;
import dev.gil.kernel.ByteArray;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Resized images are Pillow's: by Lanczos byte for byte, bilinear within a level. */
class PillowTest {
  private static final String SCRIPT =
      """
      import sys
      from PIL import Image
      source, target, mode, name = sys.argv[1:5]
      w, h, to_w, to_h = map(int, sys.argv[5:9])
      with open(source, "rb") as file:
          image = Image.frombytes(mode, (w, h), file.read())
      with open(target, "wb") as file:
          file.write(image.resize((to_w, to_h), getattr(Image, name)).tobytes())
      """;

  private static PythonPeer python = new PythonPeer("", "", "");

  @TempDir private Path folder;

  @BeforeAll
  static void find() {
    python = PythonPeer.importing("PIL");
    Assumptions.assumeTrue(
        python.problem().isEmpty(), "DID NOT RUN: no Python with Pillow here: " + python.problem());
  }

  @ParameterizedTest
  @CsvSource({
    "BILINEAR, 400, 300, 80, 60, 3",
    "LANCZOS, 400, 300, 80, 60, 3",
    "LANCZOS, 317, 211, 100, 37, 3",
    "BILINEAR, 40, 30, 123, 97, 3",
    "LANCZOS, 40, 30, 123, 97, 3",
    "LANCZOS, 64, 500, 300, 11, 1",
    "BILINEAR, 500, 64, 11, 300, 4",
    "LANCZOS, 3, 2, 1, 1, 4",
    "LANCZOS, 1, 1, 9, 7, 3"
  })
  void theBytesAreThoseOfPillowOrNextToThem(
      Filter filter, int width, int height, int newWidth, int newHeight, int channels)
      throws Exception {
    Raster from = new Raster(width, height, channels);
    Raster to = from.resized(newWidth, newHeight);
    byte[] image = new byte[(int) from.bytes()];
    Random random = new Random(7);
    for (int i = 0; i < image.length; i++) { // noise, and patches of black and white
      boolean isPatch = (i / 30 & 3) == 0;
      image[i] = (byte) (isPatch ? -(random.nextInt(100) / 99 ^ (i / 120 & 1)) : random.nextInt());
    }
    byte[] found;
    try (GlobalLock lock = GlobalLock.create("pillow");
        Attachment gil = lock.attach();
        ByteArray source = ByteArray.allocate(image.length, lock).copyFrom(image);
        ByteArray result = ByteArray.allocate(to.bytes(), lock)) {
      Images.resize(gil, filter, from, source, to, result);
      found = result.toArray();
    }
    byte[] due = pillow(filter, from, image, to);
    if (filter == Filter.LANCZOS) {
      assertThat(found).isEqualTo(due);
    }
    assertThat(found).hasSameSizeAs(due);
    for (int i = 0; i < due.length; i++) {
      assertThat(found[i] & 0xFF).isCloseTo(due[i] & 0xFF, within(1));
    }
  }

  private byte[] pillow(Filter filter, Raster from, byte[] image, Raster to) throws Exception {
    Path source = Files.write(folder.resolve("image"), image);
    Path target = folder.resolve("result");
    String mode =
        switch (from.channels()) {
          case 1 -> "L";
          case 3 -> "RGB";
          default -> "CMYK"; // of RGBA the colours are multiplied by their alpha first
        };
    Process process =
        new ProcessBuilder(
                python.program(),
                "-c",
                SCRIPT,
                source.toString(),
                target.toString(),
                mode,
                filter.name(),
                Integer.toString(from.width()),
                Integer.toString(from.height()),
                Integer.toString(to.width()),
                Integer.toString(to.height()))
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return Files.readAllBytes(target);
  }
}
