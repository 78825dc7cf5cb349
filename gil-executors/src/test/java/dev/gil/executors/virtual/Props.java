package dev.gil.executors.virtual;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;

/** What blocking calls need: a gate, files, processes, and that all are closed in the end. */
final class Props implements AutoCloseable {
  final CountDownLatch gate = new CountDownLatch(1);
  volatile boolean isOpen;

  private final Path directory;
  private final CountDownLatch taken = new CountDownLatch(1);
  private final Deque<AutoCloseable> owned = new ArrayDeque<>();
  private RandomAccessFile writer;

  Props(Path directory) {
    this.directory = directory;
  }

  <T extends AutoCloseable> T own(T resource) {
    owned.push(resource);
    return resource;
  }

  void open() {
    isOpen = true;
    gate.countDown();
  }

  synchronized void openAndNotify() {
    open();
    notifyAll();
  }

  /** Has another thread take something by {@code hold}, which calls {@link #taken()}. */
  void heldElsewhere(Row.Step hold) throws InterruptedException {
    Thread.ofPlatform().daemon().start(() -> Row.unchecked(hold));
    taken.await();
  }

  /** On the thread that has it now: it keeps it until the gate opens. */
  void taken() throws InterruptedException {
    taken.countDown();
    gate.await();
  }

  Path file(String name) {
    return directory.resolve(name);
  }

  /** A pipe in the file system, with a writer that says nothing yet. */
  Path fifo() throws Exception {
    Path fifo = file("fifo");
    new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor();
    writer = own(new RandomAccessFile(fifo.toFile(), "rw"));
    return fifo;
  }

  void write() throws IOException {
    writer.write(1);
  }

  void writeAndClose() throws IOException {
    writer.write(1);
    writer.close();
  }

  private Process ended(Process process) {
    own(process::destroyForcibly);
    return process;
  }

  /** A process that ends when its input does. */
  Process cat() throws IOException {
    return ended(new ProcessBuilder("cat").start());
  }

  /** A process that has the lock of a file until its input ends. */
  Process locking(Path file) throws Exception {
    Files.createFile(file);
    Process other =
        ended(
            new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("gil.test.classes"),
                    FileLocker.class.getName(),
                    file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    int said = other.getInputStream().read();
    if (said != FileLocker.LOCKED) {
      throw new IOException("the other process did not lock " + file);
    }
    return other;
  }

  @Override
  public void close() throws IOException {
    open();
    while (!owned.isEmpty()) {
      try {
        owned.pop().close();
      } catch (Exception e) {
        throw new IOException("a prop cannot be closed", e);
      }
    }
  }
}
