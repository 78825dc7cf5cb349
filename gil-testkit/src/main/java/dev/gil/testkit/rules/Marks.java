package dev.gil.testkit.rules;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Signals and counts that tasks and test share wherever the tasks run: files in a private
 * directory. Travels with the tasks.
 */
record Marks(String directory, long patienceNanos) implements Serializable {
  private static final long POLL_NANOS = 1_000_000;

  private Path file(String name) {
    return Path.of(directory, name);
  }

  /** Raises a signal; again does nothing. */
  void set(String name) {
    try {
      Files.createFile(file(name));
    } catch (FileAlreadyExistsException e) {
      // It is raised already.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean isSet(String name) {
    return Files.exists(file(name));
  }

  /** Waits for a signal, blocked. */
  void await(String name) throws InterruptedException {
    long start = System.nanoTime();
    while (!isSet(name)) {
      expire(name, start);
      LockSupport.parkNanos(POLL_NANOS);
    }
  }

  /** Waits for a signal, computing: a strategy that overlaps blocking sees nothing to overlap. */
  void spin(String name) throws InterruptedException {
    long start = System.nanoTime();
    while (!isSet(name)) {
      expire(name, start);
      Thread.onSpinWait();
    }
  }

  private void expire(String name, long start) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("while waiting for \"" + name + '"');
    }
    if (System.nanoTime() - start > patienceNanos) {
      throw new AssertionError("the signal \"" + name + "\" did not come");
    }
  }

  /** Computes without a checkpoint, and answers nothing, for longer than any rule waits. */
  void deafLoop() {
    long start = System.nanoTime();
    while (System.nanoTime() - start < 4 * patienceNanos) {
      Thread.onSpinWait();
    }
  }

  /** Adds one to a count. */
  void tally(String name) {
    try {
      Files.createTempFile(Path.of(directory), name + '.', ".tally");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int count(String name) {
    try (Stream<Path> all = Files.list(Path.of(directory))) {
      return (int) all.filter(path -> path.getFileName().toString().startsWith(name + '.')).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Adds a line to a log. */
  void write(String log, String line) {
    try {
      Files.writeString(
          file(log), line + '\n', StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<String> lines(String log) {
    try {
      return isSet(log) ? Files.readAllLines(file(log)) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
