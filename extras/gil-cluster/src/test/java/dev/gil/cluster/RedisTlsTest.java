package dev.gil.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gil.WorkerStartFailedException;
import dev.gil.spi.GilExecutor;
import dev.gil.spi.Strategies;
import dev.gil.spi.StrategySettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that speaks TLS alone, and asks for a password. */
class RedisTlsTest {
  private static final String SECRET = "open-sesame";
  private static final String TRUSTED = "javax.net.ssl.trustStore";
  private static final String CLUSTER = "gil-test-tls-" + ProcessHandle.current().pid();

  @TempDir private Path mine;

  @AfterEach
  void trustAsBefore() {
    System.clearProperty(TRUSTED);
  }

  @Test
  void tasksTravelEncrypted() throws Exception {
    try (RedisServer server = server()) {
      System.setProperty(TRUSTED, mine.resolve("trusted.jks").toString());
      String address = "rediss://:" + SECRET + "@127.0.0.1:" + server.port();
      try (LocalMembers _ =
              LocalMembers.startByRedis(CLUSTER, 1, address, 1, TestCluster.classes());
          GilExecutor pool =
              Strategies.open(
                  new ClusterRedisStrategy(RedisSettings.of(CLUSTER, address)),
                  StrategySettings.DEFAULTS.workers(1))) {
        assertThat((Object) MembersTest.get(pool.submit(gil -> "arrived"))).isEqualTo("arrived");
      }
    }
  }

  @Test
  void aServerThatNobodyVouchesForIsNotSpokenTo() throws Exception {
    try (RedisServer server = server()) {
      RedisSettings stranger =
          RedisSettings.of(CLUSTER, "rediss://:" + SECRET + "@127.0.0.1:" + server.port())
              .patience(Duration.ofMillis(500));
      assertThatThrownBy(
              () -> Strategies.open(new ClusterRedisStrategy(stranger), StrategySettings.DEFAULTS))
          .isInstanceOf(WorkerStartFailedException.class)
          .hasMessageContaining("rediss://127.0.0.1:" + server.port())
          .hasMessageNotContaining(SECRET);
    }
  }

  private RedisServer server() throws IOException, InterruptedException, GeneralSecurityException {
    makeKey();
    int port = RedisServer.freePort();
    return RedisServer.start(
        port,
        List.of(
            "--port",
            "0",
            "--tls-port",
            Integer.toString(port),
            "--tls-cert-file",
            mine.resolve("cert.pem").toString(),
            "--tls-key-file",
            mine.resolve("key.pem").toString(),
            "--tls-ca-cert-file",
            mine.resolve("cert.pem").toString(),
            "--tls-auth-clients",
            "no",
            "--requirepass",
            SECRET));
  }

  /** A key that signs itself, for this machine; a store that trusts it. */
  private void makeKey() throws IOException, InterruptedException, GeneralSecurityException {
    String keys = mine.resolve("keys.p12").toString();
    String cert = mine.resolve("cert.pem").toString();
    keytool(
        "-genkeypair",
        "-alias",
        "server",
        "-keyalg",
        "EC",
        "-dname",
        "CN=127.0.0.1",
        "-ext",
        "SAN=ip:127.0.0.1",
        "-validity",
        "2",
        "-storetype",
        "PKCS12",
        "-keystore",
        keys);
    keytool("-exportcert", "-rfc", "-alias", "server", "-keystore", keys, "-file", cert);
    keytool(
        "-importcert",
        "-noprompt",
        "-alias",
        "server",
        "-file",
        cert,
        "-storetype",
        "JKS",
        "-keystore",
        mine.resolve("trusted.jks").toString());
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(Path.of(keys))) {
      store.load(in, SECRET.toCharArray());
    }
    byte[] key = store.getKey("server", SECRET.toCharArray()).getEncoded();
    Files.writeString(
        mine.resolve("key.pem"),
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key)
            + "\n-----END PRIVATE KEY-----\n");
  }

  private static void keytool(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(words));
    command.addAll(List.of("-storepass", SECRET));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(process.waitFor()).as(String.join(" ", words)).isZero();
  }
}
