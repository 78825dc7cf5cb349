package dev.gil.workloads.database;

import dev.gil.workloads.Trial;
import dev.gil.workloads.Workload;

/**
 * Transfers money between accounts in a PostgreSQL server, each after a query that takes 50 ms
 * there. Right is: the sum of all accounts stays, each account fits its transfers, and each
 * transfer was made once.
 */
public final class QueriesWorkload implements Workload {
  private static final Size SIZE = new Size("transactions", 1, 100_000, 100, 50);
  private static final int AT_ONCE = 100;

  /** For {@link java.util.ServiceLoader}. */
  public QueriesWorkload() {}

  @Override
  public String id() {
    return "queries";
  }

  @Override
  public String story() {
    return "makes transactions that wait 50 ms each in a PostgreSQL server";
  }

  @Override
  public Kind kind() {
    return Kind.IO;
  }

  @Override
  public Size size() {
    return SIZE;
  }

  @Override
  public int workers() {
    return AT_ONCE;
  }

  @Override
  public int tasks(int workers) {
    return AT_ONCE;
  }

  @Override
  public int tasks(int workers, long size) {
    return (int) size;
  }

  @Override
  public Trial<?> prepare(long size, int tasks, long seed) throws Exception {
    return QueriesTrial.of((int) size, tasks, seed);
  }
}
