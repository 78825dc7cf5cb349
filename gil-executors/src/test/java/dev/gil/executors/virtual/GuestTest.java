package dev.gil.executors.virtual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gil.Attachment;
import dev.gil.Gil;
import dev.gil.GlobalLock;
import dev.gil.spi.GilExecutor;
import dev.gil.spi.Strategies;
import dev.gil.spi.StrategySettings;
import dev.gil.spi.TaskFuture;
import java.util.Objects;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a task that is mounted has of the lock, and what of it survives an unmounting. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class GuestTest {
  private final GlobalLock lock = GlobalLock.create("guests");
  private final GilExecutor pool =
      Strategies.open("virtual", StrategySettings.DEFAULTS.lock(lock).queue(20_000));
  private int plain;

  @AfterEach
  void close() throws InterruptedException {
    pool.shutdownNow();
    assertThat(pool.awaitTermination(30, TimeUnit.SECONDS)).as("all threads have ended").isTrue();
    lock.close();
  }

  /** A nested attachment is given up by unmounting, and is there again afterwards. */
  @Test
  void unmountingGivesUpAtAnyDepth() throws Exception {
    CountDownLatch gate = new CountDownLatch(1);
    TaskFuture<Boolean> nested =
        pool.submit(
            gil -> {
              try (Attachment inner = lock.attach()) {
                gate.await();
                inner.checkpoint();
              }
              return lock.isHeld();
            });
    pool.run(gil -> gate.countDown()).get();
    assertThat(nested.get()).isTrue();
  }

  /** Another thread attaches while a task is parked, and finds the lock free. */
  @Test
  void theLockIsFreeWhileAllAreParked() throws Exception {
    CountDownLatch parked = new CountDownLatch(1);
    CountDownLatch gate = new CountDownLatch(1);
    TaskFuture<?> task =
        pool.run(
            gil -> {
              parked.countDown();
              gate.await();
            });
    parked.await();
    try (Attachment gil = lock.attach()) {
      assertThat(lock.isHeld()).isTrue();
      gate.countDown();
      assertThat(task.isDone()).isFalse();
      gil.checkpoint();
    }
    task.get();
  }

  /** In a session a task keeps the lock while it is parked. */
  @Test
  void aSessionIsNotBrokenByUnmounting() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch gate = new CountDownLatch(1);
    TaskFuture<?> task =
        pool.run(
            gil -> {
              try (var _ = lock.session("whole")) {
                inside.countDown();
                gate.await();
                Thread.yield();
                plain++;
              }
              gil.checkpoint();
            });
    inside.await();
    TaskFuture<Integer> next = pool.submit(gil -> plain);
    awaitParked();
    assertThat(lock.tryAttach()).as("an attachment inside the session").isNull();
    gate.countDown();
    assertThat(next.get()).as("what the next task saw").isEqualTo(1);
    task.get();
  }

  /** A task that holds a lock taken later keeps both while it is parked. */
  @Test
  void theOuterOfTwoLocksIsNotDroppedAlone() throws Exception {
    try (GlobalLock inner = GlobalLock.create("inner")) {
      CountDownLatch inside = new CountDownLatch(1);
      CountDownLatch gate = new CountDownLatch(1);
      TaskFuture<Boolean> task =
          pool.submit(
              gil -> {
                try (var _ = inner.attach()) {
                  inside.countDown();
                  gate.await();
                  return inner.isHeld() && lock.isHeld();
                }
              });
      inside.await();
      awaitParked();
      assertThat(lock.tryAttach()).isNull();
      gate.countDown();
      assertThat(task.get()).isTrue();
    }
  }

  /** A task that waits for a second lock keeps the first, so that a deadlock is found. */
  @Test
  void aDeadlockWithAThreadOutsideIsRefused() throws Exception {
    try (GlobalLock other = GlobalLock.create("other")) {
      CyclicBarrier both = new CyclicBarrier(2);
      AtomicBoolean refused = new AtomicBoolean();
      Thread outside =
          Thread.ofPlatform()
              .start(
                  () -> {
                    try (var _ = other.attach()) {
                      meet(both);
                      try (var _ = lock.attach()) {
                        plain++;
                      }
                    } catch (dev.gil.DeadlockException e) {
                      refused.set(true);
                    }
                  });
      TaskFuture<?> task =
          pool.run(
              gil -> {
                try (var _ = lock.session("until both hold one")) {
                  meet(both);
                }
                try (var _ = other.attach()) {
                  plain++;
                } catch (dev.gil.DeadlockException e) {
                  refused.set(true);
                }
              });
      task.get();
      outside.join();
      assertThat(refused).isTrue();
      assertThat(plain).isEqualTo(1);
    }
  }

  private static void meet(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (InterruptedException | BrokenBarrierException e) {
      throw new AssertionError(e);
    }
  }

  /** A detached task computes beside the others, also after it was parked. */
  @Test
  void aDetachedTaskRunsBesideTheOthers() throws Exception {
    AtomicBoolean stop = new AtomicBoolean();
    CountDownLatch parked = new CountDownLatch(1);
    CountDownLatch gate = new CountDownLatch(1);
    CountDownLatch spinning = new CountDownLatch(1);
    TaskFuture<Boolean> detached =
        pool.submit(
            gil -> {
              gil.detached(
                  () -> {
                    parked.countDown();
                    gate.await();
                    spinning.countDown();
                    while (!stop.get()) {
                      Thread.onSpinWait();
                    }
                    assertThat(Gil.attached()).isFalse();
                  });
              return lock.isHeld();
            });
    parked.await();
    gate.countDown();
    spinning.await();
    pool.run(gil -> stop.set(true)).get();
    assertThat(detached.get()).isTrue();
  }

  /** A task may attach inside a detached stretch: a call back into the library. */
  @Test
  void aTaskMayAttachInsideADetachedStretch() throws Exception {
    assertThat(
            pool.submit(
                    gil ->
                        gil.detached(
                            () -> {
                              try (Attachment again = lock.attach()) {
                                again.checkpoint();
                                return lock.isHeld();
                              }
                            }))
                .get())
        .isTrue();
  }

  /** Gil.detach gives up both locks and takes back both. */
  @Test
  void severalLocksAreGivenUpAndTakenBackTogether() throws Exception {
    try (GlobalLock inner = GlobalLock.create("inner")) {
      CountDownLatch detached = new CountDownLatch(1);
      CountDownLatch gate = new CountDownLatch(1);
      TaskFuture<Boolean> task =
          pool.submit(
              gil -> {
                try (var _ = inner.attach()) {
                  Gil.detached(
                      () -> {
                        detached.countDown();
                        gate.await();
                      });
                  return lock.isHeld() && inner.isHeld();
                }
              });
      detached.await();
      pool.run(gil -> inner.attach().close()).get();
      gate.countDown();
      assertThat(task.get()).isTrue();
      assertThat(pool.submit(gil -> lock.isHeld()).get()).isTrue();
    }
  }

  /** A virtual thread that a task starts is under the lock as well. */
  @Test
  void aThreadStartedByATaskIsUnderTheLock() throws Exception {
    AtomicBoolean held = new AtomicBoolean();
    pool.run(gil -> Thread.ofVirtual().start(() -> held.set(lock.isHeld())).join()).get();
    assertThat(held).isTrue();
  }

  /** The snapshot names the task that is mounted, not its carrier. */
  @Test
  void theHolderIsTheTask() throws Exception {
    boolean named =
        pool.submit(
                gil -> {
                  var holder = lock.snapshot().holder();
                  return holder.virtual() && holder.threadId() == Thread.currentThread().threadId();
                })
            .get();
    assertThat(named).isTrue();
  }

  /** Threads outside and tasks exclude one another, and both get on. */
  @Test
  void threadsOutsideContendForTheSameLock() throws Exception {
    int turns = 20_000;
    TaskFuture<?> one = pool.run(gil -> turns(gil, turns));
    TaskFuture<?> two = pool.run(gil -> turns(gil, turns));
    Thread outside =
        Thread.ofPlatform()
            .start(
                () -> {
                  try (Attachment gil = lock.attach()) {
                    turns(gil, turns);
                  }
                });
    Thread virtual =
        Thread.ofVirtual()
            .start(
                () -> {
                  for (int i = 0; i < turns; i++) {
                    try (var _ = lock.attach()) {
                      plain++;
                    }
                  }
                });
    one.get();
    two.get();
    outside.join();
    virtual.join();
    assertThat(plain).isEqualTo(4 * turns);
  }

  private void turns(Attachment gil, int turns) {
    for (int i = 0; i < turns; i++) {
      int before = plain;
      Thread.onSpinWait();
      plain = before + 1;
      gil.checkpoint();
    }
  }

  /** Closing the lock ends what is parked under it, at its next checkpoint. */
  @Test
  void aClosedLockEndsParkedTasks() throws Exception {
    CountDownLatch parked = new CountDownLatch(1);
    CountDownLatch gate = new CountDownLatch(1);
    TaskFuture<?> task =
        pool.run(
            gil -> {
              parked.countDown();
              gate.await();
              gil.checkpoint();
            });
    parked.await();
    awaitFree();
    lock.close();
    gate.countDown();
    assertThatThrownBy(task::get)
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(dev.gil.LockClosedException.class);
  }

  /** A parked task is ended by its cancel. */
  @Test
  void aParkedTaskIsEndedByItsCancel() throws Exception {
    CountDownLatch parked = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    TaskFuture<?> task =
        pool.run(
            gil -> {
              parked.countDown();
              try {
                new CountDownLatch(1).await();
              } finally {
                ended.countDown();
              }
            });
    parked.await();
    task.cancel(true);
    ended.await();
  }

  /** Ten thousand parked tasks end when the executor is closed by force. */
  @Test
  void manyParkedTasksEndWithTheirExecutor() throws Exception {
    int tasks = 10_000;
    CountDownLatch parked = new CountDownLatch(tasks);
    for (int i = 0; i < tasks; i++) {
      var _ =
          pool.run(
              gil -> {
                parked.countDown();
                new CountDownLatch(1).await();
              });
    }
    parked.await();
    pool.shutdownNow();
    assertThat(pool.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
  }

  /**
   * Who reads the stack of a thread that can run submits it again afterwards, maybe when it runs
   * already. If it then ends while it stands in a queue, it has ended all the same.
   */
  @Test
  void aTaskMayEndWhileItStandsInAQueue() throws Exception {
    pool.run(
            gil -> {
              Guest me = Objects.requireNonNull(VirtualThreads.guest(Thread.currentThread()));
              me.carrierNow().scheduler.execute(me);
            })
        .get();
    pool.shutdown();
    assertThat(pool.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
  }

  /** Looking at the stacks of tasks that wait for their turn does them no harm. */
  @Test
  void tasksSurviveThatTheirStacksAreRead() throws Exception {
    AtomicBoolean stop = new AtomicBoolean();
    Thread[] threads = new Thread[4];
    CountDownLatch begun = new CountDownLatch(threads.length);
    TaskFuture<?>[] tasks = new TaskFuture<?>[threads.length];
    for (int i = 0; i < threads.length; i++) {
      int mine = i;
      tasks[i] =
          pool.run(
              gil -> {
                threads[mine] = Thread.currentThread();
                begun.countDown();
                for (int k = 0; k < 20_000; k++) {
                  plain++;
                  if (k % 64 == mine) {
                    gil.detached(Thread::yield);
                  }
                  Thread.yield();
                }
              });
    }
    begun.await();
    Thread reader =
        Thread.ofPlatform()
            .start(
                () -> {
                  while (!stop.get()) {
                    for (Thread thread : threads) {
                      assertThat(thread.getStackTrace()).isNotNull();
                    }
                  }
                });
    for (TaskFuture<?> task : tasks) {
      task.get();
    }
    stop.set(true);
    reader.join();
    assertThat(plain).isEqualTo(threads.length * 20_000);
  }

  /** Waits until the tasks have unmounted. */
  private void awaitFree() {
    while (lock.snapshot().holder() != null) {
      Thread.onSpinWait();
    }
  }

  /** Waits until the holder is parked: it keeps the lock in that. */
  private void awaitParked() {
    boolean there = false;
    while (!there) {
      var holder = lock.snapshot().holder();
      there =
          holder != null && holder.stack().stream().anyMatch(f -> f.getMethodName().equals("park"));
    }
  }
}
