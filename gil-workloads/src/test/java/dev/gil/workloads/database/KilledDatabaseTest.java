package dev.gil.workloads.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gil.spi.GilExecutor;
import dev.gil.spi.Strategies;
import dev.gil.spi.StrategySettings;
import dev.gil.spi.TaskFuture;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Queries run while others wait for the server in plain JDBC, and end when the server does: the
 * sleepers are counted on a thread of their own, but all of them sleep at once under one lock.
 */
class KilledDatabaseTest {
  private static final int QUERIES = 10;
  private static final int FOR_EVER = 600_000;

  @ParameterizedTest
  @ValueSource(strings = {"threads", "virtual", "virtual-explicit", "free"})
  void everyPendingQueryFailsWithTheCause(String strategy) throws Exception {
    try (DatabaseProcess database = DatabaseProcess.start();
        GilExecutor pool = Strategies.open(strategy, StrategySettings.DEFAULTS.workers(QUERIES))) {
      int port = database.port();
      List<TaskFuture<?>> pending = new ArrayList<>();
      for (int i = 0; i < QUERIES; i++) {
        TransferStep step = new TransferStep(port, new TransferStep.Transfer(1, 1, 2, 3), FOR_EVER);
        pending.add(pool.submit(step::run));
      }
      while (Connections.to(port).transaction(KilledDatabaseTest::sleepers) < QUERIES) {
        Thread.onSpinWait();
      }
      assertThat(database.server().destroyForcibly()).isTrue();
      for (TaskFuture<?> query : pending) {
        ExecutionException failed =
            catchThrowableOfType(ExecutionException.class, () -> query.get(30, TimeUnit.SECONDS));
        assertThat(failed).hasCauseInstanceOf(SQLException.class);
      }
      Connections.close(port);
    }
  }

  private static int sleepers(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'")) {
      row.next();
      return row.getInt(1);
    }
  }
}
