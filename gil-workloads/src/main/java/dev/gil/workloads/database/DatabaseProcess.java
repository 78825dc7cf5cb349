package dev.gil.workloads.database;

import dev.gil.workloads.companion.CompanionProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * A PostgreSQL server on the loopback interface, in a private folder, at a port that was free.
 * Thread-safe; ends with this process at the latest.
 */
final class DatabaseProcess implements AutoCloseable {
  /** Connections that it takes. */
  static final int MOST_CONNECTIONS = 500;

  private final CompanionProcess process;
  private final Path folder;
  private final int port;
  private final ProcessHandle server;

  private DatabaseProcess(CompanionProcess process, Path folder) throws IOException {
    this.process = process;
    this.folder = folder;
    this.port = Integer.parseInt(process.said().get(0));
    long pid = Long.parseLong(process.said().get(1));
    this.server =
        ProcessHandle.of(pid)
            .orElseThrow(() -> new IOException("PostgreSQL, process " + pid + ", is gone"));
  }

  /**
   * Starts it.
   *
   * @throws IOException if it cannot be started: says why
   */
  static DatabaseProcess start() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("gil-database-");
    try {
      return new DatabaseProcess(
          CompanionProcess.start(
              DatabaseMain.class, folder.toString(), Integer.toString(MOST_CONNECTIONS)),
          folder);
    } catch (IOException | InterruptedException e) {
      delete(folder);
      throw e;
    }
  }

  int port() {
    return port;
  }

  /** The server's own process. */
  ProcessHandle server() {
    return server;
  }

  @Override
  public void close() {
    process.close();
    delete(folder);
  }

  /** What cannot be deleted stays. */
  private static void delete(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      System.getLogger(DatabaseProcess.class.getName())
          .log(System.Logger.Level.WARNING, "could not delete " + folder, e);
    }
  }
}
