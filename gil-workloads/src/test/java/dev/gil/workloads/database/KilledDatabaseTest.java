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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class KilledDatabaseTest {
  private static final List<String> STRATEGIES =
      List.of("threads", "virtual-explicit", "virtual", "eventloop");

  private static final int QUERIES = 10;
  private static final int FOR_EVER = 600_000;

  /** All strategies in one server, which takes seconds to start. */
  @Test
  void everyPendingQueryFailsWithTheCauseAndItsPoolCloses() throws Exception {
    Map<TaskFuture<?>, String> pending = new LinkedHashMap<>();
    List<GilExecutor> pools = new ArrayList<>();
    try (DatabaseProcess database = DatabaseProcess.start()) {
      int port = database.port();
      TransferStep step = new TransferStep(port, new TransferStep.Transfer(1, 1, 2, 3), FOR_EVER);
      for (String strategy : STRATEGIES) {
        GilExecutor pool = Strategies.open(strategy, StrategySettings.DEFAULTS.workers(QUERIES));
        pools.add(pool);
        for (int i = 0; i < QUERIES; i++) {
          pending.put(
              strategy.equals("eventloop")
                  ? pool.submitAsync(gil -> step.start())
                  : pool.submit(step::run),
              strategy);
        }
      }
      while (Connections.to(port).transaction(KilledDatabaseTest::sleepers) < pending.size()) {
        Thread.onSpinWait();
      }
      assertThat(database.server().destroyForcibly()).isTrue();
      for (Map.Entry<TaskFuture<?>, String> query : pending.entrySet()) {
        ExecutionException failed =
            catchThrowableOfType(
                ExecutionException.class, () -> query.getKey().get(30, TimeUnit.SECONDS));
        assertThat(failed).as(query.getValue()).hasCauseInstanceOf(SQLException.class);
      }
      for (GilExecutor pool : pools) {
        assertThat(pool.submit(gil -> "as before").get(30, TimeUnit.SECONDS))
            .isEqualTo("as before");
        pool.close();
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
