package dev.gil.bench.kernels;

import dev.gil.Attachment;
import dev.gil.bench.ContendedLock;
import dev.gil.bench.report.Scores;
import dev.gil.image.Filter;
import dev.gil.image.Images;
import dev.gil.image.Raster;
import dev.gil.kernel.ByteArray;
import dev.gil.refcount.RefCountPolicy;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.coobird.thumbnailator.Thumbnails;

/**
 * The program of a fork: gil and its peers resize the same size of image in turn.
 *
 * <p>Arguments: case, quick or not, Python, then the peers.
 */
final class ResizeFork {
  private ResizeFork() {}

  public static void main(String[] args) throws Exception {
    ResizeCase one = ResizeCase.valueOf(args[0]);
    boolean quick = Boolean.parseBoolean(args[1]);
    List<String> peers = List.of(args).subList(3, args.length);
    Map<String, Contender> contenders = new LinkedHashMap<>();
    List<AutoCloseable> open = new ArrayList<>();
    Photo photo = new Photo(one.filter());
    open.add(photo);
    if (one == ResizeCase.TWO_THREADS) {
      Photo second = new Photo(one.filter());
      open.add(second);
      Pair.of(Scores.GIL, photo, second, contenders);
    } else {
      contenders.put(Scores.GIL, photo.under(ContendedLock.named("bench-resize")));
      if (peers.contains(ResizeCase.PILLOW)) {
        InPython pillow = pillow(args[2], one.filter());
        open.add(pillow);
        contenders.put(ResizeCase.PILLOW, pillow);
      }
      contenders.put(ResizeCase.THUMBNAILATOR, thumbnailator());
    }
    contenders.keySet().removeIf(each -> !each.equals(Scores.GIL) && !peers.contains(each));
    InTurn.play(contenders, 4, quick ? 5 : 15);
    for (AutoCloseable each : open) {
      each.close();
    }
  }

  private static InPython pillow(String python, Filter filter) throws IOException {
    Raster from = ResizeCase.FROM;
    Raster to = ResizeCase.TO;
    return InPython.start(
        python,
        "resize.py",
        List.of(
            filter.name(),
            Integer.toString(from.width()),
            Integer.toString(from.height()),
            Integer.toString(to.width()),
            Integer.toString(to.height())));
  }

  /** With what it takes by itself: several steps of bilinear, each to half the size at most. */
  private static Contender thumbnailator() {
    BufferedImage image =
        new BufferedImage(
            ResizeCase.FROM.width(), ResizeCase.FROM.height(), BufferedImage.TYPE_INT_RGB);
    return Contender.of(
        () -> {
          BufferedImage small =
              Thumbnails.of(image)
                  .forceSize(ResizeCase.TO.width(), ResizeCase.TO.height())
                  .asBufferedImage();
          if (small.getWidth() != ResizeCase.TO.width()) {
            throw new IllegalStateException("resized to a width of " + small.getWidth());
          }
        });
  }

  /** Noise. */
  private static final class Photo implements KernelScene {
    private final Filter filter;
    private final ByteArray image;
    private final ByteArray result;

    Photo(Filter filter) {
      this.filter = filter;
      this.image = ByteArray.allocate(ResizeCase.FROM.bytes(), RefCountPolicy.ATOMIC);
      this.result = ByteArray.allocate(ResizeCase.TO.bytes(), RefCountPolicy.ATOMIC);
      byte[] noise = new byte[(int) ResizeCase.FROM.bytes()];
      new Random(7).nextBytes(noise);
      image.copyFrom(noise);
    }

    @Override
    public void play(Attachment gil) {
      Images.resize(gil, filter, ResizeCase.FROM, image, ResizeCase.TO, result);
    }

    @Override
    public void close() {
      image.close();
      result.close();
    }
  }
}
