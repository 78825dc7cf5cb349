package dev.gil.workloads.photo;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.gil.image.Images;
import dev.gil.image.Raster;
import dev.gil.kernel.ByteArray;
import dev.gil.kernel.CancelPoll;
import dev.gil.kernel.Kernels;
import dev.gil.refcount.RefCountPolicy;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Thumbnails by kernels: all that goes through the pixels of a photo runs without the lock, the way
 * from an array to the memory outside the heap too.
 */
public final class KernelThumbnails {
  private static final int PIECE = 1 << 18;

  private KernelThumbnails() {}

  /** Of a photo that lies in an array, which nobody writes to meanwhile. */
  public static Print of(Raster photo, byte[] pixels, int at) {
    return of(photo, (memory, cancel) -> copy(pixels, at, memory, cancel));
  }

  /** Of a photo that is made up first. */
  static Print of(Photo photo) {
    return of(Photo.RASTER, (memory, cancel) -> photo.write(memory, cancel::poll));
  }

  private static Print of(Raster photo, BiConsumer<MemorySegment, CancelPoll> source) {
    try (ByteArray pixels = array(photo)) {
      Kernels.execute(
          pins -> {
            MemorySegment memory = pins.writes(pixels);
            pins.work(photo.bytes());
            return cancel -> source.accept(memory, cancel);
          });
      List<byte[]> all = new ArrayList<>();
      for (Raster size : Thumbnails.sizes(photo)) {
        try (ByteArray small = array(size)) {
          Images.resize(Thumbnails.FILTER, photo, pixels, size, small);
          all.add(small.toArray());
        }
      }
      return Print.of(all);
    }
  }

  /** Counted with no lock: it runs under strategies that have none. */
  private static ByteArray array(Raster raster) {
    return ByteArray.allocate(raster.bytes(), RefCountPolicy.BIASED);
  }

  private static void copy(byte[] pixels, int at, MemorySegment memory, CancelPoll cancel) {
    int length = (int) memory.byteSize();
    for (int from = 0; from < length; from += PIECE) {
      cancel.poll();
      int many = Math.min(PIECE, length - from);
      MemorySegment.copy(pixels, at + from, memory, JAVA_BYTE, from, many);
    }
  }
}
