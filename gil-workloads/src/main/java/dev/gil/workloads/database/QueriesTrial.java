package dev.gil.workloads.database;

import dev.gil.workloads.WrongResultException;
import dev.gil.workloads.database.TransferStep.Transfer;
import dev.gil.workloads.steps.Step;
import dev.gil.workloads.steps.StepTrial;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;

/** Transfers between the accounts of a bank, whose sum must stay. */
final class QueriesTrial extends StepTrial<Transfer> {
  private static final int ACCOUNTS = 1_000;
  private static final long EACH = 100_000;
  private static final int MILLIS = 50;

  private final DatabaseProcess database;
  private final int transfers;
  private final long seed;

  private QueriesTrial(DatabaseProcess database, int transfers, int tasks, long seed) {
    super(transfers, tasks);
    this.database = database;
    this.transfers = transfers;
    this.seed = seed;
  }

  static QueriesTrial of(int transfers, int tasks, long seed)
      throws IOException, InterruptedException, SQLException {
    DatabaseProcess database = DatabaseProcess.start();
    try {
      Connections.to(database.port()).transaction(QueriesTrial::makeTables);
      return new QueriesTrial(database, transfers, tasks, seed);
    } catch (SQLException | InterruptedException e) {
      database.close();
      throw e;
    }
  }

  private static int makeTables(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE account (id integer PRIMARY KEY, cents bigint NOT NULL)");
      statement.execute(
          "CREATE TABLE transfer (execution bigint, sender integer, receiver integer, cents"
              + " bigint)");
      return statement.executeUpdate(
          "INSERT INTO account SELECT id, "
              + EACH
              + " FROM generate_series(1, "
              + ACCOUNTS
              + ") AS id");
    }
  }

  /** Those of an execution are the same as those of any other. */
  @Override
  protected Step<Transfer> step(int number, long execution) {
    Random random = new Random(seed * 31 + number);
    int from = 1 + random.nextInt(ACCOUNTS);
    int to = 1 + (from + random.nextInt(ACCOUNTS - 1)) % ACCOUNTS;
    return new TransferStep(
        database.port(), new Transfer(execution, from, to, 1 + random.nextInt(100)), MILLIS);
  }

  @Override
  protected String check(List<Transfer> all) {
    try {
      return Connections.to(database.port()).transaction(connection -> check(all, connection));
    } catch (SQLException e) {
      throw new WrongResultException("the accounts cannot be read: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WrongResultException("interrupted while the accounts were read");
    }
  }

  private String check(List<Transfer> all, Connection connection) throws SQLException {
    long sum = number(connection, "SELECT sum(cents) FROM account");
    if (sum != ACCOUNTS * EACH) {
      throw new WrongResultException(sum + " cents are left of " + ACCOUNTS * EACH);
    }
    long unbalanced =
        number(
            connection,
            "SELECT count(*) FROM account WHERE cents <> "
                + EACH
                + " + coalesce((SELECT sum(moved) FROM (SELECT receiver AS who, cents AS moved FROM"
                + " transfer UNION ALL SELECT sender, -cents FROM transfer) AS moves WHERE who ="
                + " id), 0)");
    if (unbalanced != 0) {
      throw new WrongResultException(unbalanced + " accounts do not fit their transfers");
    }
    long noted =
        number(
            connection,
            "SELECT count(*) FROM transfer WHERE execution = " + all.getFirst().execution());
    if (noted != transfers) {
      throw new WrongResultException(noted + " transfers are noted instead of " + transfers);
    }
    long moved = all.stream().mapToLong(Transfer::cents).sum();
    return transfers + " transfers of " + moved + " cents";
  }

  private static long number(Connection connection, String query) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query);
        ResultSet rows = statement.executeQuery()) {
      if (!rows.next()) {
        throw new SQLException("no answer to " + query);
      }
      return rows.getLong(1);
    }
  }

  @Override
  public void close() {
    Connections.close(database.port());
    database.close();
  }
}
