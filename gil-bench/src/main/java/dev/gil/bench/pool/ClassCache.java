package dev.gil.bench.pool;

import dev.gil.spi.GilExecutor;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where the workers of one bench keep the cache of their classes: a directory of its own, so that
 * what was measured does not depend on what ran on the machine before.
 */
final class ClassCache implements Closeable {
  private static final String DIRECTORY = "gil.processes.cache";
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration ROUND = Duration.ofMillis(50);

  private final Path directory;

  private ClassCache(Path directory) {
    this.directory = directory;
  }

  static ClassCache create() throws IOException {
    return new ClassCache(Files.createTempDirectory("gil-bench-cache"));
  }

  /** Whether workers are started in a scene for which this machine is to know their classes. */
  static boolean isFor(Scene scene) {
    return scene == Scene.START_COLD || scene == Scene.START_SPARE;
  }

  /** For the forks that play a scene. Where the cache could change between two, there is none. */
  List<String> flags(Scene scene) {
    return isFor(scene)
        ? List.of("-D" + DIRECTORY + '=' + directory)
        : List.of("-Dgil.processes.aot=off");
  }

  /**
   * In a fork: waits until the background has made the cache.
   *
   * @throws IllegalStateException if it makes none, or one that workers do not accept
   */
  static void await(String strategy) throws Exception {
    String told = System.getProperty(DIRECTORY, "");
    if (!strategy.equals("processes") || told.isEmpty()) {
      return;
    }
    Path directory = Path.of(told);
    long start = System.nanoTime();
    try (GilExecutor pool = PoolFork.open(strategy)) {
      Answers.check(1, pool.submit(gil -> 1).get());
      while (!isMade(directory)) {
        if (System.nanoTime() - start > LIMIT.toNanos()) {
          throw new IllegalStateException("no cache of the workers' classes in " + directory);
        }
        Thread.sleep(ROUND);
      }
    }
  }

  private static boolean isMade(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.anyMatch(file -> file.toString().endsWith(".aot") && file.toFile().length() > 0);
    }
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(directory);
  }
}
