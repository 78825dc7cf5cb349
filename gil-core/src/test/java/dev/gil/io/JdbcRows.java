package dev.gil.io;

import static dev.gil.io.BlockingCall.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.io.BlockingCall.Blocked;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Named;

/** A database that waits: in a function, for a row that another transaction locked, in a pool. */
final class JdbcRows {
  private JdbcRows() {}

  interface OfConnection {
    void run(Connection connection, String gate) throws Exception;
  }

  static Stream<Named<BlockingCall>> rows() {
    return Stream.of(
        gated(
            "Statement.executeQuery",
            (c, gate) -> {
              try (ResultSet rows = c.createStatement().executeQuery(gate)) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getInt(1)).isEqualTo(1);
              }
            }),
        gated(
            "Statement.execute",
            (c, gate) -> assertThat(c.createStatement().execute(gate)).isTrue()),
        gated(
            "PreparedStatement.executeQuery",
            (c, gate) -> assertThat(c.prepareStatement(gate).executeQuery().next()).isTrue()),
        gated(
            "CallableStatement.execute",
            (c, gate) -> assertThat(c.prepareCall(gate).execute()).isTrue()),
        gated(
            "Statement.executeUpdate",
            (c, gate) ->
                assertThat(
                        c.createStatement().executeUpdate("DELETE FROM T WHERE 1 = (" + gate + ")"))
                    .isEqualTo(2)),
        gated(
            "Statement.executeBatch",
            (c, gate) -> {
              Statement batch = c.createStatement();
              batch.addBatch("DELETE FROM T WHERE 1 = (" + gate + ")");
              assertThat(batch.executeBatch()).containsExactly(2);
            }),
        row("ResultSet.next, of a lazy query", JdbcRows::next),
        row("PreparedStatement.executeUpdate, of a locked row", JdbcRows::lockedRow),
        row("DataSource.getConnection, of an empty pool", JdbcRows::emptyPool));
  }

  private static Named<BlockingCall> gated(String call, OfConnection body) {
    return row(
        call,
        scene -> {
          Database database = new Database(scene);
          String name = UUID.randomUUID().toString();
          CountDownLatch gate = Database.open(name);
          var connection = scene.closing(Detaching.dataSource(database.source()).getConnection());
          return new Blocked(
              () -> body.run(connection, "SELECT GATE('" + name + "')"), gate::countDown);
        });
  }

  private static Blocked next(Scene scene) throws Exception {
    Database database = new Database(scene);
    String name = UUID.randomUUID().toString();
    CountDownLatch gate = Database.open(name);
    var connection = scene.closing(Detaching.dataSource(database.source()).getConnection());
    Statement statement = connection.createStatement();
    statement.execute("SET LAZY_QUERY_EXECUTION 1");
    // By a function that is called deterministic; with any other H2 reads all rows at once.
    statement.execute("CREATE ALIAS LAZY DETERMINISTIC FOR 'dev.gil.io.Database.gate'");
    ResultSet rows = statement.executeQuery("SELECT ID, LAZY('" + name + "' || LEFT(V, 0)) FROM T");
    return new Blocked(() -> assertThat(rows.next()).isTrue(), gate::countDown);
  }

  private static Blocked lockedRow(Scene scene) throws Exception {
    Database database = new Database(scene);
    Connection other = scene.closing(database.source().getConnection());
    other.setAutoCommit(false);
    other.createStatement().executeUpdate("UPDATE T SET V = 'theirs' WHERE ID = 1");
    var connection = scene.closing(Detaching.dataSource(database.source()).getConnection());
    connection.createStatement().execute("SET LOCK_TIMEOUT 30000");
    var update = connection.prepareStatement("UPDATE T SET V = ? WHERE ID = 1");
    update.setString(1, "mine");
    return new Blocked(() -> assertThat(update.executeUpdate()).isEqualTo(1), other::commit);
  }

  private static Blocked emptyPool(Scene scene) throws Exception {
    var pool = JdbcConnectionPool.create("jdbc:h2:mem:" + UUID.randomUUID(), "user", "password");
    scene.closing(pool::dispose);
    pool.setMaxConnections(1);
    Connection only = pool.getConnection();
    return new Blocked(() -> Detaching.dataSource(pool).getConnection().close(), only::close);
  }
}
