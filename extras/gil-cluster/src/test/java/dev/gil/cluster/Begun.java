package dev.gil.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which tasks were begun, and when, told by the tasks themselves: each member has a file. */
final class Begun {
  private static final int RECORD = 2; // numbers
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
    ByteBuffer record =
        ByteBuffer.allocate(RECORD * Long.BYTES).putLong(task).putLong(micros()).flip();
    while (record.hasRemaining()) {
      out.write(record);
    }
  }

  /** By the machine's clock, which all processes share. */
  static long micros() {
    Instant now = Instant.now();
    return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
  }

  /** When each was, in all members. */
  static Map<Long, List<Long>> starts(Path directory) {
    Map<Long, List<Long>> starts = new HashMap<>();
    try (Stream<Path> files = Files.list(directory)) {
      files.forEach(file -> add(file, starts));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return starts;
  }

  /** How many begins there were. */
  static int count(Path directory) {
    return starts(directory).values().stream().mapToInt(List::size).sum();
  }

  private static void add(Path file, Map<Long, List<Long>> starts) {
    try {
      LongBuffer numbers = ByteBuffer.wrap(Files.readAllBytes(file)).asLongBuffer();
      while (numbers.remaining() >= RECORD) {
        starts.computeIfAbsent(numbers.get(), _ -> new ArrayList<>()).add(numbers.get());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
