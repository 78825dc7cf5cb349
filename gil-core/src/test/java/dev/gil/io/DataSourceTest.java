package dev.gil.io;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gil.Attachment;
import dev.gil.GlobalLock;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.sql.Blob;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLSyntaxErrorException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.h2.jdbc.JdbcConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A wrapped data source is a data source; what can block detaches, the rest does not. */
class DataSourceTest {
  @TempDir Path directory;
  private final GlobalLock lock = GlobalLock.create("jdbc");
  private Scene scene;
  private DataSource bare;
  private DataSource source;
  private Connection connection;

  @BeforeEach
  void connect() throws SQLException {
    scene = new Scene(directory);
    bare = new Database(scene).source();
    source = Detaching.dataSource(bare);
    connection = scene.closing(source.getConnection());
  }

  @AfterEach
  void close() throws Exception {
    scene.close();
  }

  private interface Step {
    void run() throws Exception;
  }

  /** How often the lock was given up and taken back meanwhile. */
  private long detaches(Step step) throws Exception {
    try (Attachment _ = lock.attach()) {
      long before = lock.snapshot().counters().attaches();
      step.run();
      return lock.snapshot().counters().attaches() - before;
    }
  }

  @Test
  void readingAColumnAndSettingAParameterDoNotDetach() throws Exception {
    PreparedStatement query = connection.prepareStatement("SELECT ID, V FROM T WHERE ID = ?");
    assertThat(detaches(() -> query.setInt(1, 1))).isZero();
    ResultSet rows = query.executeQuery();
    assertThat(detaches(() -> assertThat(rows.next()).isTrue())).isOne();
    assertThat(
            detaches(
                () -> {
                  assertThat(rows.getInt("ID")).isEqualTo(1);
                  assertThat(rows.getString(2)).isEqualTo("one");
                  assertThat(rows.wasNull()).isFalse();
                  assertThat(connection.isClosed()).isFalse();
                  assertThat(connection.getAutoCommit()).isTrue();
                }))
        .isZero();
  }

  @Test
  void whatEndsATransactionOrClosesDetaches() throws Exception {
    connection.setAutoCommit(false);
    assertThat(detaches(connection::commit)).isOne();
    assertThat(detaches(connection::rollback)).isOne();
    assertThat(detaches(() -> connection.isValid(1))).isOne();
    assertThat(detaches(() -> connection.getMetaData().getTables(null, null, "T", null)))
        .isEqualTo(2);
    Statement statement = connection.createStatement();
    assertThat(detaches(statement::close)).isOne();
    assertThat(detaches(connection::close)).isOne();
    assertThat(detaches(() -> source.getConnection().close())).isEqualTo(2);
  }

  @Test
  void whatComesBackLeadsToTheSameWrappers() throws Exception {
    Statement statement = connection.createStatement();
    ResultSet rows = statement.executeQuery("SELECT * FROM T");
    assertThat(statement.getConnection()).isSameAs(connection);
    assertThat(rows.getStatement()).isSameAs(statement);
    assertThat(rows.getStatement().getConnection()).isSameAs(connection);
    assertThat(connection.getMetaData().getConnection()).isSameAs(connection);
    PreparedStatement prepared = connection.prepareStatement("SELECT 1");
    assertThat(prepared.executeQuery().getStatement()).isSameAs(prepared);
  }

  @Test
  void theContentOfALargeObjectIsReadDetached() throws Exception {
    ResultSet rows = connection.createStatement().executeQuery("SELECT C, B FROM T ORDER BY ID");
    assertThat(rows.next()).isTrue();
    Blob blob = rows.getBlob("B");
    assertThat(detaches(() -> assertThat(blob.getBytes(1, 2)).hasSize(2))).isOne();
    var in = rows.getBinaryStream("B");
    assertThat(detaches(() -> assertThat(in.read()).isEqualTo(1))).isOne();
    var reader = rows.getCharacterStream("C");
    assertThat(detaches(() -> assertThat(reader.read()).isEqualTo('t'))).isOne();
    var object = (java.sql.Clob) rows.getObject("C");
    assertThat(detaches(() -> assertThat(object.getSubString(1, 4)).isEqualTo("text"))).isOne();
  }

  @Test
  void aDriverGetsItsOwnLargeObjectBack() throws Exception {
    Blob blob = connection.createBlob();
    try (var out = blob.setBinaryStream(1)) {
      out.write("bytes".getBytes(UTF_8));
    }
    PreparedStatement insert = connection.prepareStatement("UPDATE T SET B = ? WHERE ID = 1");
    insert.setBlob(1, blob);
    assertThat(insert.executeUpdate()).isEqualTo(1);
    insert.setBinaryStream(1, new ByteArrayInputStream("more".getBytes(UTF_8)));
    assertThat(insert.executeUpdate()).isEqualTo(1);
    ResultSet rows = connection.createStatement().executeQuery("SELECT B FROM T WHERE ID = 1");
    assertThat(rows.next()).isTrue();
    assertThat(rows.getBytes(1)).asString(UTF_8).isEqualTo("more");
    assertThat(rows.getObject(1, byte[].class)).asString(UTF_8).isEqualTo("more");
  }

  @Test
  void unwrapGivesTheWrapperForJdbcAndTheDriversOwnForTheRest() throws Exception {
    assertThat(connection.isWrapperFor(Connection.class)).isTrue();
    assertThat(connection.unwrap(Connection.class)).isSameAs(connection);
    assertThat(connection.isWrapperFor(JdbcConnection.class)).isTrue();
    assertThat(connection.unwrap(JdbcConnection.class)).isInstanceOf(JdbcConnection.class);
    assertThat((Object) source.unwrap(bare.getClass())).isSameAs(bare);
    assertThat(connection.isWrapperFor(String.class)).isFalse();
    assertThatExceptionOfType(SQLException.class).isThrownBy(() -> connection.unwrap(String.class));
  }

  @Test
  void wrappersOfTheSameAreEqual() throws Exception {
    DataSource other = Detaching.dataSource(bare);
    assertThat(other).isEqualTo(source).hasSameHashCodeAs(source).isNotSameAs(source);
    assertThat(source.equals(bare)).isFalse();
    assertThat(source.equals(null)).isFalse();
    assertThat(connection).isNotEqualTo(scene.closing(source.getConnection()));
    assertThat(connection.toString()).startsWith("detaching ");
  }

  @Test
  void theDriversExceptionComesOutAsItIs() throws Exception {
    Statement statement = connection.createStatement();
    try (Attachment _ = lock.attach()) {
      assertThatExceptionOfType(SQLSyntaxErrorException.class)
          .isThrownBy(() -> statement.executeQuery("SELEKT"))
          .satisfies(e -> assertThat(e.getErrorCode()).isEqualTo(42001));
      assertThat(lock.isHeld()).isTrue();
    }
  }

  @Test
  void aResultIsDeadWhenItsConnectionIs() throws Exception {
    ResultSet rows = connection.createStatement().executeQuery("SELECT * FROM T");
    assertThat(rows.next()).isTrue();
    connection.close();
    try (Attachment _ = lock.attach()) {
      assertThatExceptionOfType(SQLException.class).isThrownBy(rows::next);
      assertThatExceptionOfType(SQLException.class).isThrownBy(() -> rows.getInt(1));
      assertThatExceptionOfType(SQLException.class).isThrownBy(connection::createStatement);
      assertThat(lock.isHeld()).isTrue();
    }
  }
}
