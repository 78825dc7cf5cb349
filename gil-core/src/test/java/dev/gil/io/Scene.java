package dev.gil.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** The real things that a blocking call needs: pipes with names, sockets, processes. */
final class Scene implements AutoCloseable {
  static final long BOUND_SECONDS = 30;

  /** More than any pipe or socket of the scene takes in. */
  static final int FULL = 16 << 20;

  private final Path directory;
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private int made;

  Scene(Path directory) {
    this.directory = directory;
  }

  /** A file that is not there yet. */
  Path file() {
    return directory.resolve("file-" + made++);
  }

  /** A named pipe. Both its ends wait for each other when they open it. */
  Path fifo() throws IOException, InterruptedException {
    Path fifo = directory.resolve("fifo-" + made++);
    Process made;
    try {
      made = new ProcessBuilder("mkfifo", fifo.toString()).inheritIO().start();
    } catch (IOException e) {
      throw new AssertionError("these tests need mkfifo, of the package coreutils", e);
    }
    assertThat(made.waitFor()).as("mkfifo " + fifo).isZero();
    return fifo;
  }

  /** A named pipe that opens at once, at both ends: this end keeps it open. */
  Path openFifo() throws IOException, InterruptedException {
    Path fifo = fifo();
    closing(new java.io.RandomAccessFile(fifo.toFile(), "rw"));
    return fifo;
  }

  record Sockets(Socket here, Socket there) {}

  Sockets sockets() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Socket here = closing(new Socket(server.getInetAddress(), server.getLocalPort()));
      return new Sockets(here, closing(server.accept()));
    }
  }

  record Channels(SocketChannel here, SocketChannel there) {}

  Channels channels() throws IOException {
    try (ServerSocketChannel server = ServerSocketChannel.open()) {
      server.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      SocketChannel here = closing(SocketChannel.open(server.getLocalAddress()));
      return new Channels(here, closing(server.accept()));
    }
  }

  Process shell(String script) throws IOException {
    Process process = new ProcessBuilder("sh", "-c", script).start();
    closing(process::destroyForcibly);
    return process;
  }

  <C extends AutoCloseable> C closing(C resource) {
    open.push(resource);
    return resource;
  }

  static void write(Path path, String text) throws IOException {
    try (var out = Files.newOutputStream(path)) {
      out.write(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
  }

  /** A thread of its own, whose result must come within the bound. */
  static <T> Aside<T> aside(Callable<T> body) {
    FutureTask<T> task = new FutureTask<>(body);
    return new Aside<>(Thread.ofPlatform().daemon().start(task), task);
  }

  record Aside<T>(Thread thread, FutureTask<T> task) {
    T get() throws Exception {
      return task.get(BOUND_SECONDS, TimeUnit.SECONDS);
    }
  }

  @Override
  public void close() {
    for (AutoCloseable resource : open) {
      try {
        resource.close();
      } catch (Exception e) {
        throw new AssertionError("cannot close " + resource, e);
      }
    }
  }
}
