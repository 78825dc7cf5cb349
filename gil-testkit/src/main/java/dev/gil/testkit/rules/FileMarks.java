package dev.gil.testkit.rules;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Marks that reach other processes of this machine: files in a private directory. */
record FileMarks(String directory, long patienceNanos) implements Marks {
  private static final long POLL_NANOS = 1_000_000;

  private Path file(String name) {
    return Path.of(directory, name);
  }

  @Override
  public void set(String name) {
    try {
      Files.createFile(file(name));
    } catch (FileAlreadyExistsException e) {
      // It is raised already.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public boolean isSet(String name) {
    return Files.exists(file(name));
  }

  @Override
  public void await(String name) throws InterruptedException {
    long start = System.nanoTime();
    while (!isSet(name)) {
      expire(name, start);
      LockSupport.parkNanos(POLL_NANOS);
    }
  }

  @Override
  public void spin(String name) throws InterruptedException {
    long start = System.nanoTime();
    while (!isSet(name)) {
      expire(name, start);
      compute();
    }
  }

  /**
   * Neither the lock nor the scheduler of virtual threads is given way to. The system's is: whoever
   * sets the mark needs a processor.
   */
  @SuppressWarnings("ThreadPriorityCheck") // where there are more threads than processors, it helps
  private static void compute() {
    if (Thread.currentThread().isVirtual()) {
      Thread.onSpinWait();
    } else {
      Thread.yield();
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

  @Override
  public void turn() {}

  @Override
  public void deafLoop() {
    long start = System.nanoTime();
    while (System.nanoTime() - start < 4 * patienceNanos) {
      Thread.onSpinWait();
    }
  }

  @Override
  public void tally(String name) {
    try {
      Files.createTempFile(Path.of(directory), name + '.', ".tally");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public int count(String name) {
    try (Stream<Path> all = Files.list(Path.of(directory))) {
      return (int) all.filter(path -> path.getFileName().toString().startsWith(name + '.')).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void write(String log, String line) {
    try {
      Files.writeString(
          file(log), line + '\n', StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public List<String> lines(String log) {
    try {
      return isSet(log) ? Files.readAllLines(file(log)) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public CompletionStage<Void> stage(String name) {
    CompletableFuture<Void> stage = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .name("stage of a rule")
        .start(
            () -> {
              try {
                await(name);
                stage.complete(null);
              } catch (InterruptedException | AssertionError e) {
                stage.completeExceptionally(e);
              }
            });
    return stage;
  }
}
