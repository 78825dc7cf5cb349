package dev.gil.cluster;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A real server on a free port of this machine, in a directory of its own, that keeps nothing and
 * ends with this JVM. Where none is installed the test that asks for one is skipped, and says so.
 */
final class RedisServer implements AutoCloseable {
  private static final String MISSING =
      "no redis-server was found. Install redis-server or valkey, or name one by GIL_REDIS_SERVER";

  private final Process process;
  private final int port;

  private RedisServer(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Without a password. */
  static RedisServer start() {
    return start(freePort(), List.of());
  }

  /** With further words on its command line; {@code --port} is among those already. */
  static RedisServer start(int port, List<String> more) {
    Optional<String> program = find();
    if (program.isEmpty()) {
      System.err.println("!!!! THE STRATEGY ON REDIS WAS NOT TESTED: " + MISSING);
    }
    assumeTrue(program.isPresent(), MISSING);
    try {
      Path directory = Files.createTempDirectory("gil-redis");
      directory.toFile().deleteOnExit();
      List<String> command = new ArrayList<>(List.of(program.orElseThrow()));
      command.addAll(List.of("--port", Integer.toString(port), "--bind", "127.0.0.1"));
      command.addAll(List.of("--save", "", "--appendonly", "no", "--dir", directory.toString()));
      command.addAll(more);
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "redis-end"));
      RedisServer server = new RedisServer(process, port);
      TestCluster.await("the Redis server", server::answers);
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean answers() {
    if (!process.isAlive()) {
      throw new AssertionError("the Redis server ended with " + process.exitValue());
    }
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private static Optional<String> find() {
    String named = System.getenv().getOrDefault("GIL_REDIS_SERVER", "");
    if (!named.isEmpty()) {
      return Optional.of(named);
    }
    for (String directory :
        System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      for (String name : List.of("redis-server", "valkey-server")) {
        Path file = Path.of(directory, name);
        if (Files.isExecutable(file)) {
          return Optional.of(file.toString());
        }
      }
    }
    return Optional.empty();
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return port;
  }

  String address() {
    return "redis://127.0.0.1:" + port;
  }

  /** With all that it has. */
  @Override
  public void close() {
    process.destroyForcibly();
    try {
      var _ = process.waitFor(TestCluster.LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
