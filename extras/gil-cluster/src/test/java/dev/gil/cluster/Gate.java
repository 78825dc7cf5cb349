package dev.gil.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;

/** Where tasks in other processes wait until the test lets them go on: a file that it creates. */
final class Gate {
  private final Path file;

  /** In a directory that is there already. */
  Gate(Path directory) {
    this.file = directory.resolve("open");
  }

  /** For {@link #pass}, in tasks. */
  String name() {
    return file.toString();
  }

  void open() throws IOException {
    Files.createFile(file);
  }

  static void pass(String name) throws IOException, InterruptedException {
    Path file = Path.of(name);
    try (WatchService watch = file.getFileSystem().newWatchService()) {
      var _ = file.getParent().register(watch, StandardWatchEventKinds.ENTRY_CREATE);
      while (!Files.exists(file)) {
        WatchKey change = watch.take();
        var _ = change.pollEvents();
        var _ = change.reset();
      }
    }
  }
}
