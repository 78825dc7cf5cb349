package dev.gil.workloads.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where the files are: pipes with names, at each of which somebody writes 4 KB, 50 ms after a
 * reader came, and large files.
 *
 * @param path private to the user
 */
record Folder(Path path) {
  static final int PIPE_BYTES = 4_096;
  static final int LARGE_FILES = 4;
  static final int LARGE_BYTES = 8 << 20;

  private static final int PART = 200;

  Path pipe(int number) {
    return path.resolve("pipe-" + number);
  }

  Path large(int number) {
    return path.resolve("large-" + number);
  }

  /** The file that the seed's chain is told apart by: large ones come first. */
  static int fileOfPipe(int pipe) {
    return LARGE_FILES + pipe;
  }

  /**
   * Makes the pipes.
   *
   * @throws IOException if this system has none: says so
   */
  void makePipes(int count) throws IOException, InterruptedException {
    List<String> names = Stream.iterate(0, i -> i + 1).limit(count).map(i -> "pipe-" + i).toList();
    for (int from = 0; from < count; from += PART) {
      List<String> line =
          Stream.concat(
                  Stream.of("mkfifo", "-m", "600"),
                  names.subList(from, Math.min(count, from + PART)).stream())
              .toList();
      Process process;
      try {
        process =
            new ProcessBuilder(line).directory(path.toFile()).redirectErrorStream(true).start();
      } catch (IOException e) {
        throw new IOException(
            "there are no pipes with names here, so the workload files cannot run: "
                + e.getMessage(),
            e);
      }
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IOException(
            "there are no pipes with names in "
                + path
                + ", so the workload files cannot run: "
                + said);
      }
    }
  }

  void makeLargeFiles(long seed) throws IOException {
    for (int file = 0; file < LARGE_FILES; file++) {
      Filler filler = new Filler(file, seed);
      try (var out = Files.newOutputStream(large(file))) {
        for (int written = 0; written < LARGE_BYTES; written += 1 << 16) {
          out.write(filler.next(1 << 16));
        }
      }
    }
  }

  void delete() throws IOException {
    try (Stream<Path> all = Files.walk(path)) {
      all.sorted(Comparator.reverseOrder()).forEach(Folder::deleteOne);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void deleteOne(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
