package dev.gil.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which tasks were begun, and how often, told by the tasks themselves: each member has a file. */
final class Begun {
  private static final Map<String, FileChannel> MINE = new HashMap<>(); // guarded by the class

  private Begun() {}

  /** In a member: one write, before anything else of the task. It outlives the process. */
  static synchronized void note(String directory, long task) throws IOException {
    @Nullable FileChannel out = MINE.get(directory);
    if (out == null) {
      out =
          FileChannel.open(
              Path.of(directory, Long.toString(ProcessHandle.current().pid())),
              StandardOpenOption.CREATE,
              StandardOpenOption.APPEND);
      MINE.put(directory, out);
    }
    ByteBuffer record = ByteBuffer.allocate(Long.BYTES).putLong(task).flip();
    while (record.hasRemaining()) {
      out.write(record);
    }
  }

  /** How often each was, in all members. */
  static Map<Long, Integer> times(Path directory) throws IOException {
    Map<Long, Integer> times = new HashMap<>();
    try (Stream<Path> files = Files.list(directory)) {
      files.forEach(file -> add(file, times));
    }
    return times;
  }

  private static void add(Path file, Map<Long, Integer> times) {
    try {
      LongBuffer ids = ByteBuffer.wrap(Files.readAllBytes(file)).asLongBuffer();
      while (ids.hasRemaining()) {
        times.merge(ids.get(), 1, Integer::sum);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
