package dev.gil.executors.processes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which tasks were begun, in which process, in which order: told by the tasks themselves. Each
 * process appends to a file of its own, and what was written outlives it however it dies.
 *
 * @param byPid ids of tasks in the order in which they were begun
 */
record Executions(Map<Long, List<Long>> byPid) {
  private static @Nullable FileChannel mine; // guarded by the class

  /** In a worker: the task begins now. One write, before anything else of the task. */
  static synchronized void note(String directory, long task) throws IOException {
    FileChannel out = mine;
    if (out == null) {
      out =
          FileChannel.open(
              Path.of(directory, Long.toString(PoolTest.myPid())),
              StandardOpenOption.CREATE_NEW,
              StandardOpenOption.APPEND);
      mine = out;
    }
    ByteBuffer record = ByteBuffer.allocate(Long.BYTES).putLong(task).flip();
    while (record.hasRemaining()) {
      out.write(record);
    }
  }

  /** Of all processes that have written there. */
  static Executions read(Path directory) throws IOException {
    Map<Long, List<Long>> all = new HashMap<>();
    try (Stream<Path> files = Files.list(directory)) {
      files.forEach(file -> all.put(Long.valueOf(file.getFileName().toString()), ids(file)));
    }
    return new Executions(all);
  }

  private static List<Long> ids(Path file) {
    try {
      LongBuffer records = ByteBuffer.wrap(Files.readAllBytes(file)).asLongBuffer();
      List<Long> ids = new ArrayList<>();
      while (records.hasRemaining()) {
        ids.add(records.get());
      }
      return ids;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** In which processes each task was begun. */
  Map<Long, List<Long>> byTask() {
    Map<Long, List<Long>> all = new HashMap<>();
    byPid.forEach(
        (pid, ids) -> ids.forEach(id -> all.computeIfAbsent(id, _ -> new ArrayList<>()).add(pid)));
    return all;
  }
}
