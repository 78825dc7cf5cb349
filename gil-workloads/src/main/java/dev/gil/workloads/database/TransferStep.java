package dev.gil.workloads.database;

import dev.gil.Attachment;
import dev.gil.workloads.steps.Offload;
import dev.gil.workloads.steps.Step;
import java.io.Serializable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.CompletionStage;

/**
 * A transfer between two accounts, after a query that takes its time in the server. Plain JDBC: its
 * connection detaches for what it sends and waits for.
 *
 * @param port of the server
 * @param transfer between which accounts, and how much
 * @param millis that the query takes
 */
record TransferStep(int port, Transfer transfer, int millis)
    implements Step<TransferStep.Transfer> {
  /**
   * A transfer.
   *
   * @param execution to which it belongs
   * @param from account
   * @param to account, another one
   * @param cents how much
   */
  record Transfer(long execution, int from, int to, int cents) implements Serializable {}

  @Override
  public Transfer run(Attachment gil) throws Exception {
    return make();
  }

  @Override
  public CompletionStage<Transfer> start() {
    return Offload.call(this::make);
  }

  private Transfer make() throws SQLException, InterruptedException {
    return Connections.to(port).transaction(this::make);
  }

  private Transfer make(Connection connection) throws SQLException {
    try (PreparedStatement pause = connection.prepareStatement("SELECT pg_sleep(?)")) {
      pause.setDouble(1, millis / 1_000.0);
      pause.execute();
    }
    // In the order of the accounts, or two transfers might wait for each other.
    boolean rising = transfer.from < transfer.to;
    add(
        connection,
        rising ? transfer.from : transfer.to,
        rising ? -transfer.cents : transfer.cents);
    add(
        connection,
        rising ? transfer.to : transfer.from,
        rising ? transfer.cents : -transfer.cents);
    try (PreparedStatement note =
        connection.prepareStatement(
            "INSERT INTO transfer (execution, sender, receiver, cents) VALUES (?, ?, ?, ?)")) {
      note.setLong(1, transfer.execution);
      note.setInt(2, transfer.from);
      note.setInt(3, transfer.to);
      note.setInt(4, transfer.cents);
      note.execute();
    }
    return transfer;
  }

  private static void add(Connection connection, int account, int cents) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement("UPDATE account SET cents = cents + ? WHERE id = ?")) {
      update.setInt(1, cents);
      update.setInt(2, account);
      if (update.executeUpdate() != 1) {
        throw new SQLException("there is no account " + account);
      }
    }
  }
}
