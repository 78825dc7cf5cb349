package dev.gil.bench.pool;

import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts a {@link PlainWorker} by hand: the class path of this JVM, no flags, so that it has the
 * JDK's own choice of collector, compilers and class archive.
 */
final class PlainStart {
  /** The worker calls a Unix socket. */
  static final String BY_SOCKET = "plain-worker";

  /** The worker uses its standard streams, whose classes every JVM has loaded. */
  static final String BY_PIPE = "plain-worker-pipe";

  private static final List<String> FLAG_VARIABLES =
      List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

  private PlainStart() {}

  /** From before the process is started until its one result is here, in nanoseconds. */
  static long nanos(String way, int number) throws IOException, InterruptedException {
    return way.equals(BY_PIPE) ? byPipe(number) : bySocket(number);
  }

  private static long byPipe(int number) throws IOException, InterruptedException {
    long start = System.nanoTime();
    Process worker = start(List.of());
    try {
      return ask(worker.getInputStream(), worker.getOutputStream(), number) - start;
    } finally {
      end(worker);
    }
  }

  private static long bySocket(int number) throws IOException, InterruptedException {
    long start = System.nanoTime();
    Path folder = Files.createTempDirectory("gil-plain");
    Path socket = folder.resolve("s");
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
      Process worker = start(List.of(socket.toString()));
      try (SocketChannel channel = server.accept()) {
        return ask(Channels.newInputStream(channel), Channels.newOutputStream(channel), number)
            - start;
      } finally {
        end(worker);
      }
    } finally {
      Files.deleteIfExists(socket);
      Files.delete(folder);
    }
  }

  private static Process start(List<String> arguments) throws IOException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("-cp", System.getProperty("java.class.path")));
    line.add(PlainWorker.class.getName());
    line.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.INHERIT);
    FLAG_VARIABLES.forEach(builder.environment()::remove);
    return builder.start();
  }

  /** When the result was here. */
  private static long ask(InputStream in, OutputStream out, int number) throws IOException {
    Answers.check(PlainWorker.HELLO, in.read());
    Errand errand = () -> number;
    ObjectOutputStream task = new ObjectOutputStream(out);
    task.writeObject(errand);
    task.flush();
    try {
      Answers.check(number, (Integer) new ObjectInputStream(in).readObject());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("the JVM has no Integer", e);
    }
    return System.nanoTime();
  }

  private static void end(Process worker) throws InterruptedException {
    worker.destroyForcibly().waitFor();
  }
}
