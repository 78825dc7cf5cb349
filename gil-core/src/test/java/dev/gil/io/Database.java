package dev.gil.io;

import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/** H2 in memory, with a function that waits in the database until the test lets it go on. */
public final class Database {
  private static final Map<String, CountDownLatch> GATES = new ConcurrentHashMap<>();

  private final DataSource source;

  /** A new one, gone when its last connection is. */
  Database(Scene scene) throws SQLException {
    try {
      // By reflection: its class also implements a type of java.naming, which core does not read.
      Class<?> type = Class.forName("org.h2.jdbcx.JdbcDataSource");
      source = (DataSource) type.getConstructor().newInstance();
      type.getMethod("setURL", String.class).invoke(source, "jdbc:h2:mem:" + UUID.randomUUID());
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("these tests need H2 on the class path", e);
    }
    try {
      var first = scene.closing(source.getConnection());
      try (var statement = first.createStatement()) {
        statement.execute("CREATE ALIAS GATE FOR 'dev.gil.io.Database.gate'");
        statement.execute("CREATE TABLE T(ID INT PRIMARY KEY, V VARCHAR, C CLOB, B BLOB)");
        statement.execute("INSERT INTO T VALUES (1, 'one', 'text', X'0102'), (2, 'two', '', X'')");
      }
    } catch (SQLException e) {
      throw new AssertionError("H2 does not start", e);
    }
  }

  DataSource source() {
    return source;
  }

  /** A gate of that name, to be waited for by {@code GATE('name')}. */
  static CountDownLatch open(String name) {
    CountDownLatch gate = new CountDownLatch(1);
    GATES.put(name, gate);
    return gate;
  }

  /** Called by H2. */
  public static int gate(String name) throws InterruptedException {
    return GATES.get(name).await(Scene.BOUND_SECONDS, TimeUnit.SECONDS) ? 1 : 0;
  }
}
