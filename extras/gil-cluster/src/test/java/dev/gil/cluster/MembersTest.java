package dev.gil.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gil.spi.GilExecutor;
import dev.gil.spi.ParallelismStrategy;
import dev.gil.spi.Strategies;
import dev.gil.spi.StrategySettings;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** What tests with real members share: executors that are closed, waits that end. */
abstract class MembersTest {
  static final StrategySettings ALL = StrategySettings.DEFAULTS.workers(TestCluster.MEMBERS);

  final TestCluster cluster = cluster();
  private final List<GilExecutor> opened = new ArrayList<>();

  TestCluster cluster() {
    return TestCluster.get();
  }

  GilExecutor open(ParallelismStrategy strategy, StrategySettings settings) {
    GilExecutor pool = Strategies.open(strategy, settings);
    opened.add(pool);
    return pool;
  }

  /** Once all members are there. */
  GilExecutor openWhole(ParallelismStrategy strategy, StrategySettings settings) {
    GilExecutor pool = open(strategy, settings);
    awaitAll(pool);
    return pool;
  }

  static void awaitAll(GilExecutor pool) {
    TestCluster.await("all members", () -> pool.snapshot().workers().size() == TestCluster.MEMBERS);
  }

  @AfterEach
  void closeAll() throws InterruptedException {
    cluster.tend(true);
    for (GilExecutor pool : opened) {
      close(pool);
    }
  }

  static void close(GilExecutor pool) throws InterruptedException {
    var _ = pool.shutdownNow();
    assertThat(pool.awaitTermination(TestCluster.LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
  }

  static <T extends @Nullable Object> T get(Future<T> future) throws Exception {
    return future.get(TestCluster.LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  static <X extends Throwable> X failure(Future<?> future, Class<X> type) {
    ExecutionException failed = catchThrowableOfType(ExecutionException.class, () -> get(future));
    assertThat(failed).isNotNull();
    assertThat(failed.getCause()).isInstanceOf(type);
    return type.cast(failed.getCause());
  }
}
