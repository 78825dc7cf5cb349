package dev.gil.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Three members as processes of their own, one cluster of each engine for all tests of the build:
 * who dies is started again, as whoever keeps real machines would see to.
 */
final class TestCluster {
  static final int MEMBERS = 3;
  static final long LIMIT_SECONDS = 120;
  private static @Nullable TestCluster only; // guarded by the class
  private static @Nullable TestCluster byRedis; // guarded by the class

  /** Kept, so that its level is: loggers are held weakly. */
  private static final Logger ENGINE = Logger.getLogger("com.hazelcast");

  private static final String NAME = "gil-test-" + ProcessHandle.current().pid();
  private static final int THREADS = 4;
  private final LocalMembers members;
  private final @Nullable RedisServer server;
  private volatile boolean tended = true;

  private TestCluster(LocalMembers members, @Nullable RedisServer server) {
    this.members = members;
    this.server = server;
    for (int i = 0; i < MEMBERS; i++) {
      int place = i;
      Thread.ofPlatform().daemon().name("keeper-" + place).start(() -> keep(place));
    }
  }

  static synchronized TestCluster get() {
    TestCluster cluster = only;
    if (cluster == null) {
      ENGINE.setLevel(Level.OFF); // tests lose connections on purpose
      cluster = new TestCluster(LocalMembers.start(NAME, MEMBERS, THREADS, classes()), null);
      only = cluster;
    }
    return cluster;
  }

  /** Members that take tasks from a Redis server; where there is none, the test is skipped. */
  static synchronized TestCluster redis() {
    TestCluster cluster = byRedis;
    if (cluster == null) {
      RedisServer server = RedisServer.start();
      cluster =
          new TestCluster(
              LocalMembers.startByRedis(NAME, MEMBERS, server.address(), THREADS, classes()),
              server);
      byRedis = cluster;
    }
    return cluster;
  }

  /** What members need beside the class path of this JVM: the tests themselves. */
  static List<String> classes() {
    return List.of(System.getProperty("gil.test.classes", "target/test-classes"));
  }

  private void keep(int place) {
    while (true) {
      try {
        members.process(place).waitFor();
        while (!tended) {
          LockSupport.parkNanos(10_000_000);
        }
        members.restart(place, classes());
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        LockSupport.parkNanos(100_000_000);
      }
    }
  }

  /** Whether who dies is started again. */
  void tend(boolean tend) {
    tended = tend;
  }

  ClusterSettings settings() {
    return ClusterSettings.of(NAME).join(addresses().toArray(String[]::new));
  }

  RedisSettings redisSettings() {
    return RedisSettings.of(NAME, Objects.requireNonNull(server).address());
  }

  String name() {
    return NAME;
  }

  List<String> addresses() {
    return members.addresses();
  }

  ProcessHandle process(int place) {
    return members.process(place).toHandle();
  }

  static void signal(String name, long pid) throws IOException, InterruptedException {
    assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor())
        .isZero();
  }

  static void await(String what, BooleanSupplier isSo) {
    long start = System.nanoTime();
    while (!isSo.getAsBoolean()) {
      assertThat(System.nanoTime() - start)
          .as(what)
          .isLessThan(TimeUnit.SECONDS.toNanos(LIMIT_SECONDS));
      LockSupport.parkNanos(1_000_000);
    }
  }
}
