package dev.gil.executors.virtual;

import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A process that locks a file, says so, and ends when its input does. */
final class FileLocker {
  static final int LOCKED = 'L';

  private FileLocker() {}

  public static void main(String[] file) throws Exception {
    try (var channel = FileChannel.open(Path.of(file[0]), StandardOpenOption.WRITE);
        var _ = channel.lock()) {
      System.out.write(LOCKED);
      System.out.flush();
      while (System.in.read() >= 0) {
        // until the other side closes it
      }
    }
  }
}
