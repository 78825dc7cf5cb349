package dev.gil.workloads.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.GlobalLock;
import dev.gil.spi.GilExecutor;
import dev.gil.spi.Strategies;
import dev.gil.spi.StrategySettings;
import dev.gil.spi.TaskFuture;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Other tasks run while a query takes its time in a real server; a lock of its own is the latch.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DetachingDatabaseTest {
  private static final int LATCH = 1;

  private static DatabaseProcess database;

  @BeforeAll
  static void start() throws Exception {
    database = DatabaseProcess.start();
  }

  @AfterAll
  static void end() {
    Connections.close(database.port());
    database.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"threads", "virtual-explicit", "virtual"})
  void anotherTaskRunsDuringAQuery(String strategy) throws Exception {
    try (GilExecutor pool = Strategies.open(strategy, StrategySettings.DEFAULTS.workers(2))) {
      TaskFuture<Boolean> query =
          Connections.to(database.port())
              .transaction(
                  latch -> {
                    ask(latch, "SELECT pg_advisory_xact_lock(" + LATCH + ")");
                    TaskFuture<Boolean> waiting =
                        pool.submit(gil -> passTheLatch(gil.lock().orElseThrow()));
                    awaitQuery(latch);
                    TaskFuture<Boolean> other =
                        pool.submit(gil -> gil.lock().orElseThrow().isHeld());
                    boolean ran = ended(other);
                    assertThat(ran).as("another task ran").isTrue();
                    assertThat(waiting.isDone()).as("the query was over").isFalse();
                    return waiting;
                  });
      assertThat(query.get(30, TimeUnit.SECONDS)).as("held after the query").isTrue();
    }
  }

  @Test
  void anAnswerIsReadAttached() throws Exception {
    try (GilExecutor pool = Strategies.open("threads")) {
      boolean held =
          pool.submit(
                  gil ->
                      Connections.to(database.port())
                          .transaction(
                              connection -> {
                                try (Statement statement = connection.createStatement();
                                    ResultSet row = statement.executeQuery("SELECT 7")) {
                                  return row.next()
                                      && row.getInt(1) == 7
                                      && gil.lock().orElseThrow().isHeld();
                                }
                              }))
              .get(30, TimeUnit.SECONDS);
      assertThat(held).isTrue();
    }
  }

  private static boolean passTheLatch(GlobalLock lock) throws Exception {
    return Connections.to(database.port())
        .transaction(
            connection -> {
              ask(connection, "SELECT pg_advisory_xact_lock(" + LATCH + ")");
              return lock.isHeld();
            });
  }

  private static void awaitQuery(Connection latch) throws SQLException {
    while (!ask(
            latch,
            "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted)")
        .equals("t")) {
      Thread.onSpinWait();
    }
  }

  private static String ask(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getString(1);
    }
  }

  private static <T> T ended(TaskFuture<T> future) {
    try {
      return future.get(30, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError("the other task did not run during the query", e);
    }
  }
}
