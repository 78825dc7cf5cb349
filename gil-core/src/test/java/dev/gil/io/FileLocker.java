package dev.gil.io;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Run in a process of its own: locks a file until its input ends. */
final class FileLocker {
  private FileLocker() {}

  @SuppressWarnings("SystemOut")
  public static void main(String[] arguments) throws IOException {
    try (var channel = FileChannel.open(Path.of(arguments[0]), StandardOpenOption.WRITE);
        var _ = channel.lock()) {
      System.out.print('L');
      System.out.flush();
      System.in.readAllBytes();
    }
  }
}
