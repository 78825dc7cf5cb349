package dev.gil.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gil.WorkerStartFailedException;
import dev.gil.spi.GilExecutor;
import dev.gil.spi.ParallelismStrategy;
import dev.gil.spi.TaskFuture;
import dev.gil.spi.TaskOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the strategy on Redis promises beside the contract. */
class RedisTest extends MembersTest {
  private static final String REFUSED = "redis://gil:se%2Fcret@192.0.2.1:6379";

  @Override
  TestCluster cluster() {
    return TestCluster.redis();
  }

  private ParallelismStrategy strategy() {
    return new ClusterRedisStrategy(cluster.redisSettings());
  }

  @Test
  void tasksRunInMembers() throws Exception {
    GilExecutor pool = openWhole(strategy(), ALL);
    long pid = get(pool.submit(gil -> ProcessHandle.current().pid()));
    assertThat(pool.snapshot().workers()).anyMatch(worker -> worker.pid() == pid);
    assertThat(pid).isNotEqualTo(ProcessHandle.current().pid());
  }

  @Test
  void progressComesBack() throws Exception {
    CountDownLatch heard = new CountDownLatch(2);
    TaskFuture<String> done =
        open(strategy(), ALL)
            .submit(
                TaskOptions.NONE.onProgress((_, _) -> heard.countDown()),
                gil -> {
                  gil.progress(1, 2);
                  gil.progress(2, 2);
                  return "done";
                });
    assertThat(get(done)).isEqualTo("done");
    assertThat(heard.await(TestCluster.LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
  }

  /** One member, which has four threads: four tasks wait on the server, begun by nobody. */
  @Test
  void whatALostMemberHadNotBegunGoesElsewhereThoughItIsNotIdempotent(
      @TempDir Path mine, @TempDir Path door) throws Exception {
    String log = mine.toString();
    Gate gate = new Gate(door);
    String name = gate.name();
    GilExecutor pool = open(strategy(), ALL.workers(1).inFlight(8));
    List<TaskFuture<Long>> tasks = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      long id = i;
      tasks.add(
          pool.submit(
              gil -> {
                Begun.note(log, id);
                gil.detached(() -> Gate.pass(name));
                return id;
              }));
    }
    TestCluster.await("four begun", () -> Begun.count(mine) == 4);
    Set<Long> begun = Begun.starts(mine).keySet();
    TestCluster.signal("KILL", pool.snapshot().workers().getFirst().pid());
    for (long id : begun) {
      var _ = failure(tasks.get((int) id), WorkerLostException.class);
    }
    gate.open();
    for (int i = 0; i < 8; i++) {
      if (!begun.contains((long) i)) {
        assertThat(get(tasks.get(i))).isEqualTo(i);
      }
    }
  }

  @Test
  void aServerStartedAgainWithNothingLosesWhatRanAndServesOn(@TempDir Path mine, @TempDir Path door)
      throws Exception {
    int port = RedisServer.freePort();
    RedisServer server = RedisServer.start(port, List.of());
    String name = cluster.name() + "-renewed";
    String begun = mine.toString();
    Gate gate = new Gate(door);
    String gateName = gate.name();
    LocalMembers members =
        LocalMembers.startByRedis(name, 1, server.address(), 1, TestCluster.classes());
    try {
      GilExecutor pool =
          open(new ClusterRedisStrategy(RedisSettings.of(name, server.address())), ALL);
      TaskFuture<?> lost =
          pool.run(
              gil -> {
                Begun.note(begun, 1);
                gil.detached(() -> Gate.pass(gateName));
              });
      TestCluster.await("its start", () -> Begun.count(mine) == 1);
      server.close();
      try (RedisServer _ = RedisServer.start(port, List.of())) {
        var _ = failure(lost, WorkerLostException.class);
        gate.open(); // in a member that still runs it
        assertThat((Object) get(pool.submit(TaskOptions.NONE.idempotent(10), gil -> "here again")))
            .isEqualTo("here again");
        close(pool);
        members.close(); // while there is a server to say farewell to
      }
    } finally {
      members.close();
      server.close();
    }
  }

  @Test
  void aUserOfTheServersAccessListIsEnough() throws Exception {
    int port = RedisServer.freePort();
    List<String> words =
        List.of(
            "--user",
            "gil",
            "on",
            ">se/cret",
            "~gil:*",
            "&gil:*",
            "+@all",
            "-@dangerous",
            "--user",
            "default",
            "off");
    try (RedisServer server = RedisServer.start(port, words)) {
      String address = "redis://gil:se%2Fcret@127.0.0.1:" + server.port();
      String name = cluster.name() + "-listed";
      try (LocalMembers _ = LocalMembers.startByRedis(name, 1, address, 1, TestCluster.classes())) {
        GilExecutor pool = open(new ClusterRedisStrategy(RedisSettings.of(name, address)), ALL);
        assertThat((Object) get(pool.submit(gil -> "allowed"))).isEqualTo("allowed");
        close(pool);
      }
      String wrong = "redis://gil:other@127.0.0.1:" + server.port();
      assertThatThrownBy(() -> open(new ClusterRedisStrategy(RedisSettings.of(name, wrong)), ALL))
          .isInstanceOf(WorkerStartFailedException.class)
          .hasMessageContaining("redis://gil@127.0.0.1:" + server.port())
          .hasMessageNotContaining("other");
    }
  }

  @Test
  void whereNoServerAnswersOpeningFailsAndNamesTheAddress() {
    RedisSettings nowhere =
        RedisSettings.of("nobody", "redis://127.0.0.1:1").patience(Duration.ofMillis(500));
    assertThatThrownBy(() -> open(new ClusterRedisStrategy(nowhere), ALL))
        .isInstanceOf(WorkerStartFailedException.class)
        .hasMessageContaining("redis://127.0.0.1:1");
  }

  @Test
  void whereNoMemberAnswersOpeningFailsAndNamesTheCluster() {
    RedisSettings nobody =
        RedisSettings.of("nobody", cluster.redisSettings().given())
            .patience(Duration.ofMillis(500));
    assertThatThrownBy(() -> open(new ClusterRedisStrategy(nobody), ALL))
        .isInstanceOf(WorkerStartFailedException.class)
        .hasMessageContaining("\"nobody\"")
        .hasMessageContaining("gil member");
  }

  @Test
  void serversElsewhereNeedTheWordAndNobodySeesThePassword() {
    RedisSettings there = RedisSettings.of("x", REFUSED);
    assertThatThrownBy(() -> open(new ClusterRedisStrategy(there), ALL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("192.0.2.1:6379")
        .hasMessageContaining("allowInsecureNetwork")
        .hasMessageNotContaining("cret");
    assertThat(there.toString()).contains("gil@192.0.2.1").doesNotContain("cret");
  }

  @Test
  void membersListenNowhereAndCallTheServerAlone() throws Exception {
    if (Sockets.areTold()) {
      var _ = openWhole(strategy(), ALL);
      for (int place = 0; place < TestCluster.MEMBERS; place++) {
        assertThat(Sockets.listeners(cluster.process(place).pid())).isZero();
      }
    }
  }
}
