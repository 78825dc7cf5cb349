package dev.gil.workloads.database;

import dev.gil.Gil;
import dev.gil.io.Detaching;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Connections of this JVM to one server, kept for the next transaction. They detach: a thread that
 * holds a lock gives it up for as long as it waits for the server. Thread-safe.
 */
final class Connections {
  private static final int MOST = 100;
  private static final Map<Integer, Connections> BY_PORT = new ConcurrentHashMap<>();

  /** What is done with a connection, in one transaction. */
  @FunctionalInterface
  interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  private final DataSource source;
  private final Semaphore room = new Semaphore(MOST);
  private final ConcurrentLinkedDeque<Connection> idle = new ConcurrentLinkedDeque<>();

  private Connections(int port) {
    source =
        Detaching.dataSource(new DriverSource("jdbc:postgresql://127.0.0.1:" + port + "/postgres"));
  }

  static Connections to(int port) {
    return BY_PORT.computeIfAbsent(port, Connections::new);
  }

  /**
   * Waits for a connection, does the work and commits it.
   *
   * @throws SQLException if it failed, for whatever reason: the connection is not used again
   */
  <T> T transaction(Work<T> work) throws SQLException, InterruptedException {
    Gil.detached(() -> room.acquire());
    try {
      @Nullable Connection kept = idle.pollFirst();
      Connection connection = kept == null ? open() : kept;
      try {
        T result = work.on(connection);
        connection.commit();
        idle.addFirst(connection);
        return result;
      } catch (SQLException | RuntimeException e) {
        connection.close();
        throw e;
      }
    } finally {
      room.release();
    }
  }

  private Connection open() throws SQLException {
    Connection connection = source.getConnection();
    connection.setAutoCommit(false);
    return connection;
  }

  /** Closes those that are idle and forgets the server. */
  static void close(int port) {
    @Nullable Connections connections = BY_PORT.remove(port);
    if (connections != null) {
      for (Connection connection : connections.idle) {
        try {
          connection.close();
        } catch (SQLException e) {
          // It is of no use any more, closed or not.
        }
      }
    }
  }
}
