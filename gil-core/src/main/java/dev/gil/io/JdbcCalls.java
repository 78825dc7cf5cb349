package dev.gil.io;

import java.sql.Array;
import java.sql.Blob;
import java.sql.CallableStatement;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.ConnectionBuilder;
import java.sql.DatabaseMetaData;
import java.sql.NClob;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.Ref;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLXML;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Which calls of JDBC may wait for the database or the disk, in some driver at least.
 *
 * <p>Where most calls do, those that do not are listed, and the other way round. A call that is new
 * to JDBC so detaches where most do.
 */
final class JdbcCalls {
  /** What a proxy stands for, the special before the general. */
  private static final List<Class<?>> KINDS =
      List.of(
          CallableStatement.class,
          PreparedStatement.class,
          Statement.class,
          ResultSet.class,
          Connection.class,
          DatabaseMetaData.class,
          ResultSetMetaData.class,
          ParameterMetaData.class,
          NClob.class,
          Clob.class,
          Blob.class,
          Array.class,
          SQLXML.class,
          Ref.class,
          ConnectionBuilder.class,
          DataSource.class);

  private static final Set<String> LOCAL_TO_A_CONNECTION =
      Set.of(
          "createStatement",
          "nativeSQL",
          "getAutoCommit",
          "getHoldability",
          "getNetworkTimeout",
          "getTypeMap",
          "getWarnings",
          "clearWarnings",
          "isClosed",
          "isReadOnly",
          "setHoldability",
          "setTypeMap");

  private static final Set<String> REMOTE_TO_A_STATEMENT =
      Set.of(
          "execute",
          "executeQuery",
          "executeUpdate",
          "executeLargeUpdate",
          "executeBatch",
          "executeLargeBatch",
          "getGeneratedKeys",
          "getMetaData",
          "getMoreResults",
          "getParameterMetaData",
          "cancel",
          "close");

  /** To move, which may fetch. */
  private static final Set<String> MOVES =
      Set.of(
          "next", "previous", "first", "last", "absolute", "relative", "beforeFirst", "afterLast");

  private static final Set<String> REMOTE_TO_A_RESULT =
      Set.of("isLast", "insertRow", "updateRow", "deleteRow", "refreshRow", "getMetaData", "close");

  private static final Set<String> LOCAL_TO_COLUMNS =
      Set.of("getColumnCount", "getColumnLabel", "getColumnName", "getColumnType");

  private JdbcCalls() {}

  /** The interface of JDBC that a value is to be wrapped as; null for any other value. */
  static @Nullable Class<?> kindOf(Object value) {
    for (Class<?> kind : KINDS) {
      if (kind.isInstance(value)) {
        return kind;
      }
    }
    return null;
  }

  static boolean moves(Class<?> kind, String method) {
    return kind == ResultSet.class && MOVES.contains(method);
  }

  static boolean mayBlock(Class<?> kind, String method) {
    if (kind == ResultSet.class) {
      return MOVES.contains(method) || REMOTE_TO_A_RESULT.contains(method);
    }
    if (Statement.class.isAssignableFrom(kind)) {
      return REMOTE_TO_A_STATEMENT.contains(method);
    }
    if (kind == Connection.class) {
      return !LOCAL_TO_A_CONNECTION.contains(method);
    }
    if (kind == ResultSetMetaData.class) {
      return !LOCAL_TO_COLUMNS.contains(method);
    }
    if (kind == DataSource.class) {
      return method.equals("getConnection");
    }
    if (kind == ConnectionBuilder.class) {
      return method.equals("build");
    }
    return true;
  }
}
