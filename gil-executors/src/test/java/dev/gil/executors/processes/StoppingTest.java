package dev.gil.executors.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gil.TaskTimeoutException;
import dev.gil.WorkerCrashedException;
import dev.gil.spi.GilExecutor;
import dev.gil.spi.TaskFuture;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/** A task that is to stop stops, if need be with its worker; the others stay. */
class StoppingTest extends PoolTest {
  @Test
  void aLoopPastItsDeadlineIsKilledAndItsNeighbourIsNot() throws Exception {
    GilExecutor pool = open(TWO);
    Heard loop = new Heard();
    Heard near = new Heard();
    TaskFuture<Integer> neighbour =
        pool.submit(
            near.options(),
            gil -> {
              gil.progress(myPid(), 0);
              return spin();
            });
    long spared = near.next();
    TaskFuture<Integer> late =
        pool.submit(
            loop.options().within(Duration.ofSeconds(2)),
            gil -> {
              gil.progress(myPid(), 0);
              return spin();
            });
    long killed = loop.next();
    failure(late, TaskTimeoutException.class);
    await("the end of the worker", () -> !isAlive(killed));
    assertThat(isAlive(spared)).isTrue();
    assertThat(neighbour.isDone()).isFalse();
    assertThat((Object) get(pool.submit(gil -> myPid()))).isNotIn(killed, spared);
  }

  @Test
  void aCancelledLoopIsKilled() throws Exception {
    GilExecutor pool = open(ONE);
    Heard heard = new Heard();
    TaskFuture<Integer> loop =
        pool.submit(
            heard.options(),
            gil -> {
              gil.progress(myPid(), 0);
              return spin();
            });
    long pid = heard.next();
    assertThat(loop.cancel(true)).isTrue();
    assertThatThrownBy(loop::get).isInstanceOf(CancellationException.class);
    await("the end of the worker", () -> !isAlive(pid));
    assertThat((Object) get(pool.submit(gil -> 1))).isEqualTo(1);
  }

  @Test
  void aCancelThatMayNotInterruptLetsTheTaskRun() throws Exception {
    GilExecutor pool = open(ONE);
    Heard heard = new Heard();
    TaskFuture<Integer> loop =
        pool.submit(
            heard.options(),
            gil -> {
              gil.progress(myPid(), 0);
              Thread.sleep(500);
              gil.checkpoint();
              gil.progress(1, 1);
              return 1;
            });
    long pid = heard.next();
    loop.cancel(false);
    assertThat(heard.next()).isEqualTo(1);
    assertThat((Object) get(pool.submit(gil -> myPid()))).isEqualTo(pid);
  }

  /** With several in flight in one worker, the others in it are lost and say why. */
  @Test
  void whoSharesAKilledWorkerIsToldWhy() throws Exception {
    GilExecutor pool = open(ONE.inFlight(2));
    Heard heard = new Heard();
    TaskFuture<Integer> bystander =
        pool.submit(
            heard.options(),
            gil -> {
              gil.progress(0, 0);
              gil.detached(() -> Thread.sleep(1_000_000));
              return 1;
            });
    heard.next();
    TaskFuture<Integer> loop =
        pool.submit(
            heard.options().label("the loop"),
            gil -> {
              gil.progress(0, 0);
              return spin();
            });
    heard.next();
    loop.cancel(true);
    assertThat(failure(bystander, WorkerCrashedException.class))
        .hasMessageContaining("to stop task \"the loop\"");
  }
}
