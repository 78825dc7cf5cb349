package dev.gil.image;

import dev.gil.Attachment;
import dev.gil.AttachmentException;
import dev.gil.TaskCancelledException;
import dev.gil.arrays.EngineChoice;
import dev.gil.arrays.internal.Engines;
import dev.gil.image.scalar.ScalarResize;
import dev.gil.image.spi.ResizeEngine;
import dev.gil.kernel.ByteArray;
import dev.gil.kernel.Kernels;
import dev.gil.kernel.VoidKernel;
import dev.gil.refcount.ReferenceCountException;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * Work on images that lets other threads have the lock while it computes, by the fastest engine
 * there is: the Vector API with {@code gil-vector} and {@code --add-modules jdk.incubator.vector},
 * else plain loops. {@code -Ddev.gil.image} names one of {@code vector}, {@code scalar}. All
 * engines give the same bytes.
 *
 * <p>Methods with a token are for the thread that holds its lock. The arrays are pinned meanwhile:
 * closing one elsewhere frees it afterwards. What was computed <i>happens-before</i> what the next
 * holder of the lock does.
 */
public final class Images {
  private static final Engines<ResizeEngine> ENGINES =
      Engines.find("image", "dev.gil.image", ResizeEngine.class, new ScalarResize());

  private Images() {}

  /**
   * Which engines were found, the chosen one among them.
   *
   * @return the best first
   */
  public static List<EngineChoice> engines() {
    return ENGINES.choices();
  }

  /**
   * Resizes an image, smaller or larger, each way by itself. The bytes are those that Pillow's
   * {@code resize} gives with {@link Filter#LANCZOS}, and at most one level from them with {@link
   * Filter#BILINEAR}.
   *
   * <p>Each channel is filtered by itself: colours that come with an alpha channel have to be
   * multiplied by it before, or those of clear pixels bleed into their neighbours; and what is
   * linear in samples is not in light, as with most libraries.
   *
   * <p>Beside the two images it takes a megabyte or so on the heap, more where a side of tens of
   * thousands shrinks to a few.
   *
   * @param gil of this thread
   * @param filter how pixels are weighed
   * @param from the raster of the image
   * @param image its samples, as many as the raster says
   * @param to the raster of the result, of the same channels
   * @param result as long as the raster says, and no part of the image; replaced
   * @throws IllegalArgumentException if the channels differ, an array has another length, or they
   *     overlap
   * @throws ReferenceCountException if an array was closed
   * @throws AttachmentException if this thread does not hold the lock
   * @throws TaskCancelledException if the task was cancelled: seen after each few rows; some rows
   *     of the result are new then and some old
   */
  public static void resize(
      Attachment gil, Filter filter, Raster from, ByteArray image, Raster to, ByteArray result) {
    Kernels.execute(gil, kernel(filter, from, image, to, result));
  }

  /**
   * Resizes an image in code without a token: as the other method, but all locks of this thread are
   * given up, as by {@link dev.gil.Gil#detach()}.
   *
   * @param filter how pixels are weighed
   * @param from the raster of the image
   * @param image its samples, as many as the raster says
   * @param to the raster of the result, of the same channels
   * @param result as long as the raster says, and no part of the image; replaced
   * @throws IllegalArgumentException if the channels differ, an array has another length, or they
   *     overlap
   * @throws ReferenceCountException if an array was closed
   * @throws AttachmentException if an array belongs to a lock that this thread does not hold
   * @throws TaskCancelledException if the task was cancelled: seen after each few rows; some rows
   *     of the result are new then and some old
   */
  public static void resize(
      Filter filter, Raster from, ByteArray image, Raster to, ByteArray result) {
    Kernels.execute(kernel(filter, from, image, to, result));
  }

  private static VoidKernel kernel(
      Filter filter, Raster from, ByteArray image, Raster to, ByteArray result) {
    ResizeEngine engine = ENGINES.engine();
    return pins -> {
      fits("image", from, image);
      fits("result", to, result);
      if (from.channels() != to.channels()) {
        throw new IllegalArgumentException(
            "an image of " + from.channels() + " channels cannot become one of " + to.channels());
      }
      MemorySegment source = pins.reads(image);
      MemorySegment target = pins.writes(result);
      pins.work(work(filter, from, to));
      return cancel -> new Resampling(engine, filter, from, to).run(source, target, cancel);
    };
  }

  private static void fits(String which, Raster raster, ByteArray array) {
    if (array.length() != raster.bytes()) {
      throw new IllegalArgumentException(
          "the "
              + which
              + " is a "
              + raster
              + " of "
              + raster.bytes()
              + " bytes, which is not the length of "
              + array);
    }
  }

  /** Multiplications, about; a conversion to long stops at the largest. */
  private static long work(Filter filter, Raster from, Raster to) {
    double across = taps(filter, from.width(), to.width()) * to.rowBytes() * from.height();
    double down = taps(filter, from.height(), to.height()) * to.rowBytes() * to.height();
    return (long) (across + down);
  }

  private static double taps(Filter filter, int from, int to) {
    return Math.max(1, (double) from / to) * filter.support() * 2;
  }
}
