package dev.gil.refcount;

import dev.gil.internal.SegmentFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Memory behind which is a file, so that other processes can map it.
 *
 * @param memory the mapping
 * @param file that is mapped
 * @param free unmaps it, and deletes the file if this process made it
 */
record SharedMemory(MemorySegment memory, Path file, Runnable free) {
  private static final int ZEROS = 256 * 1024;

  /**
   * Makes a file of zeros. They are written, not only promised: where there is no space this fails
   * now, and not where the memory is touched.
   */
  static SharedMemory create(long bytes) {
    try {
      Path file = SegmentFiles.next();
      try (FileChannel channel =
          FileChannel.open(
              file,
              StandardOpenOption.CREATE_NEW,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE)) {
        ByteBuffer zeros = ByteBuffer.allocateDirect(ZEROS);
        for (long left = bytes; left > 0; ) {
          left -= channel.write(zeros.clear().limit((int) Math.min(ZEROS, left)));
        }
        return map(channel, file, bytes, true);
      } catch (IOException | RuntimeException | Error e) {
        delete(file);
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          bytes + " bytes of memory to be shared are not to be had: " + e, e);
    }
  }

  static SharedMemory open(Path file, long bytes) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
      if (bytes < 0 || channel.size() < bytes) {
        throw new IOException(file + " has " + channel.size() + " bytes in place of " + bytes);
      }
      SegmentFiles.mapped(file);
      return map(channel, file, bytes, false);
    }
  }

  private static SharedMemory map(FileChannel channel, Path file, long bytes, boolean ours)
      throws IOException {
    Arena life = Arena.ofShared();
    try {
      MemorySegment memory = channel.map(MapMode.READ_WRITE, 0, bytes, life);
      return new SharedMemory(
          memory,
          file,
          () -> {
            life.close();
            if (ours) {
              delete(file);
            }
          });
    } catch (IOException | RuntimeException | Error e) {
      life.close();
      throw e;
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // It goes with its directory.
    }
  }
}
