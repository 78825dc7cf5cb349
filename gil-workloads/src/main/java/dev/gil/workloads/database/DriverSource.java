package dev.gil.workloads.database;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** Connections by the driver that knows the address, whichever is on the class path. */
record DriverSource(String address) implements DataSource {
  private static final int CONNECT_SECONDS = 5;
  private static final int ANSWER_SECONDS = 60;

  @Override
  public Connection getConnection() throws SQLException {
    return getConnection("postgres", "");
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("password", password);
    properties.setProperty("connectTimeout", Integer.toString(CONNECT_SECONDS));
    properties.setProperty("socketTimeout", Integer.toString(ANSWER_SECONDS));
    return DriverManager.getConnection(address, properties);
  }

  @Override
  public int getLoginTimeout() {
    return CONNECT_SECONDS;
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    throw new SQLFeatureNotSupportedException("it is " + CONNECT_SECONDS + " s");
  }

  @Override
  public PrintWriter getLogWriter() throws SQLException {
    throw new SQLFeatureNotSupportedException("the driver logs by itself");
  }

  @Override
  public void setLogWriter(PrintWriter out) throws SQLException {
    throw new SQLFeatureNotSupportedException("the driver logs by itself");
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException("the driver logs by itself");
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    throw new SQLException(this + " wraps nothing");
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return false;
  }
}
