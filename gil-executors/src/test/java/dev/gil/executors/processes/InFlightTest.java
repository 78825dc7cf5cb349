package dev.gil.executors.processes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.spi.GilExecutor;
import dev.gil.spi.TaskFuture;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Several tasks in one worker: under one lock, so they overlap where they detach. */
class InFlightTest extends PoolTest {
  private static final CountDownLatch MET = new CountDownLatch(4); // the worker's own copy
  private static final CountDownLatch MET_LATER = new CountDownLatch(4);
  private static final AtomicInteger INSIDE = new AtomicInteger();

  @Test
  void fourDetachedTasksMeetInOneWorker() throws Exception {
    GilExecutor pool = open(ONE.inFlight(4));
    List<TaskFuture<Boolean>> all = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      all.add(
          pool.submit(
              gil -> {
                MET.countDown();
                return gil.detached(() -> MET.await(LIMIT_SECONDS, TimeUnit.SECONDS));
              }));
    }
    for (TaskFuture<Boolean> one : all) {
      assertThat((Object) get(one)).isEqualTo(true);
    }
    assertThat(MET.getCount()).isEqualTo(4);
  }

  /** Quick tasks are run by the thread that listens; one that stays away must not keep the seat. */
  @Test
  void theyMeetAlsoWhereQuickTasksWereExpected() throws Exception {
    GilExecutor pool = open(ONE.inFlight(4));
    for (int i = 0; i < 5_000; i++) {
      int id = i;
      assertThat((Object) get(pool.submit(gil -> id))).isEqualTo(id);
    }
    List<TaskFuture<Boolean>> all = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      all.add(
          pool.submit(
              gil -> {
                MET_LATER.countDown();
                return gil.detached(() -> MET_LATER.await(LIMIT_SECONDS, TimeUnit.SECONDS));
              }));
    }
    for (TaskFuture<Boolean> one : all) {
      assertThat((Object) get(one)).isEqualTo(true);
    }
  }

  @Test
  void attachedTasksOfOneWorkerRunOneAtATime() throws Exception {
    GilExecutor pool = open(ONE.inFlight(4));
    List<TaskFuture<Integer>> all = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      all.add(
          pool.submit(
              gil -> {
                int most = 0;
                for (int j = 0; j < 1_000; j++) {
                  most = Math.max(most, INSIDE.incrementAndGet());
                  Thread.yield();
                  INSIDE.decrementAndGet();
                  gil.checkpoint();
                }
                return most;
              }));
    }
    for (TaskFuture<Integer> one : all) {
      assertThat((Object) get(one)).isEqualTo(1);
    }
  }
}
