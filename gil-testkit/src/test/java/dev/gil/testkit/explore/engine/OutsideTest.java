package dev.gil.testkit.explore.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

/** Threads from outside are waited for where they could help, and only there. */
class OutsideTest {
  private interface Locking {
    void take(ReentrantLock lock) throws InterruptedException;
  }

  private static void nested(
      Locking how, ReentrantLock first, ReentrantLock second, CountDownLatch both)
      throws InterruptedException {
    first.lock();
    both.countDown();
    both.await();
    how.take(second);
  }

  /** Two threads, each with a lock that the other wants. */
  private static Runnable crosswise(Locking how) {
    return () -> {
      ReentrantLock a = new ReentrantLock();
      ReentrantLock b = new ReentrantLock();
      CountDownLatch both = new CountDownLatch(2);
      Execution x = Execution.current();
      x.join(
          x.fork(null, unchecked(() -> nested(how, a, b, both))),
          x.fork(null, unchecked(() -> nested(how, b, a, both))));
    };
  }

  private interface Body {
    void run() throws InterruptedException;
  }

  private static Runnable unchecked(Body body) {
    return () -> {
      try {
        body.run();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    };
  }

  private static Execution stopped(Runnable body) {
    Execution x = new Execution();
    Fault fault = x.driver.run(body, new Replay(Schedule.PLAIN), null);
    assertThat(fault).isNotNull();
    assertThat(fault.kind()).isEqualTo(Fault.Kind.DEADLOCK);
    assertThat(fault.message()).contains("which T2 holds").contains("which T1 holds");
    return x;
  }

  @Test
  void nobodyCouldReleaseThoseThatWaitForEachOther() {
    assertThat(stopped(crosswise(ReentrantLock::lock)).outside.waits()).isZero();
  }

  @Test
  void somebodyCouldInterruptThem() {
    assertThat(stopped(crosswise(ReentrantLock::lockInterruptibly)).outside.waits()).isOne();
  }

  @Test
  void somebodyCouldCountDownWhatAThreadAwaits() {
    Execution x = new Execution();
    Fault fault =
        x.driver.run(
            unchecked(() -> new CountDownLatch(1).await()), new Replay(Schedule.PLAIN), null);
    assertThat(fault).isNotNull();
    assertThat(x.outside.waits()).isOne();
  }
}
