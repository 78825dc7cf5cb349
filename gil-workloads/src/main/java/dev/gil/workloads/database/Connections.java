package dev.gil.workloads.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** Connections of this JVM to one server, kept for the next transaction. Thread-safe. */
final class Connections {
  private static final int MOST = 100;
  private static final Map<Integer, Connections> BY_PORT = new ConcurrentHashMap<>();

  /** What is done with a connection, in one transaction. */
  @FunctionalInterface
  interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  private final String address;
  private final Semaphore room = new Semaphore(MOST);
  private final ConcurrentLinkedDeque<Connection> idle = new ConcurrentLinkedDeque<>();

  private Connections(int port) {
    address = "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
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
    room.acquire();
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
    Properties properties = new Properties();
    properties.setProperty("user", "postgres");
    properties.setProperty("connectTimeout", "5");
    properties.setProperty("socketTimeout", "60");
    Connection connection = DriverManager.getConnection(address, properties);
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
