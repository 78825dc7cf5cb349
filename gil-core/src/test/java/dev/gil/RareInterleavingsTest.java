package dev.gil;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gil.trace.LockListener;
import java.io.IOException;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

/** Moments that a review found, each of which once lost a waiter, a lock or a count. */
class RareInterleavingsTest {
  @Test
  void aWaitThatWasGivenUpIsNotRefusedAfterwards() throws Exception {
    Field field = DeadlockWatch.class.getDeclaredField("MUTEX");
    field.setAccessible(true);
    ReentrantLock watch = (ReentrantLock) field.get(null);
    GlobalLock x = GlobalLock.create("x");
    GlobalLock y = GlobalLock.create("y");
    CountDownLatch detached = new CountDownLatch(1);
    CountDownLatch comeBack = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    var t2 =
        Threads.start(
            () -> {
              try (var _ = x.attach();
                  Attachment in = y.attach()) {
                try (var _ = in.detach()) {
                  detached.countDown();
                  Threads.await(comeBack);
                }
                Threads.await(leave);
              }
              return null;
            });
    Threads.await(detached);
    AtomicReference<String> ended = new AtomicReference<>();
    var t1 =
        Threads.start(
            () -> {
              try (var _ = y.attach()) {
                try (var _ = x.attachInterruptibly()) {
                  ended.set("attached");
                } catch (InterruptedException e) {
                  ended.set("interrupted");
                } catch (DeadlockException e) {
                  ended.set("refused");
                }
              }
              return null;
            });
    Threads.untilWaiting(x, 1);
    Threads.until(() -> t1.thread().getState() == Thread.State.TIMED_WAITING);
    var t3 = Threads.start(() -> x.call(() -> 3)); // behind t1 in x's line
    Threads.untilWaiting(x, 2);
    watch.lock();
    try {
      comeBack.countDown();
      Threads.until(() -> watch.hasQueuedThread(t2.thread()));
      t1.thread().interrupt();
      Threads.until(() -> watch.hasQueuedThread(t1.thread()));
    } finally {
      watch.unlock();
    }
    t1.get();
    long from =
        System
            .nanoTime(); // long enough that t3, were it in the line, had looked again and slept on
    Threads.until(() -> System.nanoTime() - from > 50_000_000);
    int waiting = x.snapshot().waiters().size();
    leave.countDown();
    t2.get();
    assertThat(ended).hasValue("interrupted");
    assertThat(waiting).as("t3 still waits").isEqualTo(1);
    assertThat(t3.task().get(3, TimeUnit.SECONDS)).isEqualTo(3);
  }

  @Test
  void anErrorOfAListenerLeavesNobodyInTheLine() throws Exception {
    AtomicInteger told = new AtomicInteger();
    GlobalLock lock =
        GlobalLock.builder("f2")
            .switchInterval(Duration.ofNanos(1_000))
            .listener(
                new LockListener() {
                  @Override
                  public void held(String name, Thread t, long from, long to, boolean over) {
                    if (over && told.incrementAndGet() == 1) {
                      throw new AssertionError("on purpose");
                    }
                  }
                })
            .build();
    var waiter = new AtomicReference<Threads.Running<Integer>>();
    var first =
        Threads.start(
            () -> {
              try (Attachment gil = lock.attach()) {
                waiter.set(Threads.start(() -> lock.call(() -> 1)));
                while (told.get() == 0) {
                  gil.checkpoint();
                }
                return "held " + lock.isHeld();
              }
            });
    try {
      assertThat(first.get()).isEqualTo("held true");
    } catch (ExecutionException e) {
      assertThat(e.getCause())
          .hasMessage("on purpose"); // even if it flies: nobody may be left behind
    }
    assertThat(waiter.get().get()).isEqualTo(1);
    assertThat(lock.snapshot().waiters()).as("ghosts in the line").isEmpty();
    Threads.Running<Integer> next;
    try (var _ = lock.attach()) {
      next = Threads.start(() -> lock.call(() -> 2));
      Threads.until(
          () ->
              next.thread().getState() == Thread.State.WAITING
                  || next.thread().getState() == Thread.State.TIMED_WAITING);
    }
    assertThat(next.task().get(3, TimeUnit.SECONDS)).isEqualTo(2);
  }

  @SuppressWarnings("unchecked")
  private static <X extends Throwable> void sneak(Throwable t) throws X {
    throw (X) t;
  }

  @Test
  void aCheckedExceptionOfADisposalDoesNotKeepTheLock() throws Exception {
    GlobalLock lock = GlobalLock.create("f4");
    var _ =
        lock.disposer()
            .register(
                new Object(),
                () -> RareInterleavingsTest.<RuntimeException>sneak(new IOException("sneaky")));
    Threads.until(
        () -> {
          System.gc();
          return lock.queue.hasDisposals();
        });
    var other =
        Threads.start(
            () -> {
              try {
                lock.attach().close();
              } catch (Throwable e) {
                return "threw " + e + ", held " + lock.isHeld();
              }
              return "fine, held " + lock.isHeld();
            });
    assertThat(other.get()).isEqualTo("fine, held false");
  }

  @Test
  void contendedTimeIsCountedOnceWhenNobodyElseWaits() throws Exception {
    GlobalLock lock = GlobalLock.create("f7b");
    lock.switchInterval(Duration.ofNanos(1_000));
    CountDownLatch holds = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(1);
    long from = System.nanoTime();
    Attachment gil = lock.attach();
    var holder =
        Threads.start(
            () -> {
              try (var _ = lock.attach()) {
                holds.countDown();
                Threads.await(done);
              }
              return null;
            });
    Threads.until(() -> lock.breaker.raised());
    Attachment.Detached out = gil.detach(); // hands over: the slice is exact
    Threads.await(holds);
    for (int i = 0; i < 20; i++) {
      assertThatThrownBy(() -> lock.attach(Duration.ofMillis(5)))
          .isInstanceOf(LockTimeoutException.class);
    }
    done.countDown();
    holder.get();
    out.close();
    gil.close();
    long real = System.nanoTime() - from;
    assertThat(lock.snapshot().counters().heldContended())
        .isLessThanOrEqualTo(Duration.ofNanos(real));
  }

  @Test
  void detachedScopesClosedOutOfOrderChangeNothing() throws Exception {
    GlobalLock lock = GlobalLock.create("f8");
    Attachment a = lock.attach();
    Attachment.Detached d1 = a.detach();
    Attachment b = lock.attach();
    Attachment.Detached d2 = b.detach();
    try {
      d1.close();
    } catch (AttachmentException e) {
      // better
    }
    try {
      d2.close();
    } catch (AttachmentException e) {
      // also fine
    }
    try {
      b.close();
    } catch (AttachmentException e) {
      // also fine
    }
    try {
      d1.close();
    } catch (AttachmentException e) {
      // also fine
    }
    a.close();
    assertThat(lock.isHeld()).isFalse();
  }
}
