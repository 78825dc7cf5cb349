package dev.gil;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.trace.LockListener;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A holder that starves others is named, with how long and where. */
class StarvationTest {
  private static final int ROUNDS = Integer.getInteger("gil.starvation.rounds", 3);
  private static final Duration STRETCH = Duration.ofMillis(60);

  private record Heard(String thread, Duration stretch, List<StackTraceElement> stack) {}

  private final LinkedBlockingQueue<Heard> heard = new LinkedBlockingQueue<>();
  private final LockListener listener =
      new LockListener() {
        @Override
        public void starved(
            String lock, Thread thread, Duration stretch, List<StackTraceElement> stackAtEnd) {
          heard.add(new Heard(thread.getName(), stretch, stackAtEnd));
        }
      };
  private final GlobalLock lock = GlobalLock.builder("starved").listener(listener).build();

  private static void computeWithoutCheckpoint() {
    long from = System.nanoTime();
    while (System.nanoTime() - from < STRETCH.toNanos()) {
      Thread.onSpinWait();
    }
  }

  @Test
  void aStretchWithoutCheckpointsIsNamedEachTime() throws Exception {
    for (int i = 0; i < ROUNDS; i++) {
      Threads.Running<Integer> waiter;
      try (Attachment gil = lock.attach()) {
        waiter = Threads.start(() -> lock.call(() -> 1));
        Threads.untilWaiting(lock, 1);
        computeWithoutCheckpoint();
        gil.checkpoint();
      }
      waiter.get();
      Heard one = heard.poll(Threads.BOUND_SECONDS, TimeUnit.SECONDS);
      assertThat(one).isNotNull();
      assertThat(one.thread()).isEqualTo(Thread.currentThread().getName());
      assertThat(one.stretch()).isGreaterThanOrEqualTo(STRETCH);
      assertThat(one.stack())
          .anyMatch(f -> f.getMethodName().equals("aStretchWithoutCheckpointsIsNamedEachTime"));
    }
    LockSnapshot.Starvation longest = lock.snapshot().starvation();
    assertThat(longest.stretch()).isGreaterThanOrEqualTo(STRETCH);
    assertThat(longest.waiting()).isEqualTo(1);
    // Most often in the loop; before it, if this thread lost its core there for an interval.
    assertThat(longest.stackDuring())
        .anyMatch(f -> f.getMethodName().equals("aStretchWithoutCheckpointsIsNamedEachTime"));
    assertThat(Snapshots.describe("starved", longest))
        .contains("passed no checkpoint for")
        .contains("StarvationTest");
  }

  /** One that comes back from a call times no slice, and notices all the same. */
  @Test
  void aStretchThatOnlyAReturnerWaitsThroughIsNamed() throws Exception {
    CountDownLatch away = new CountDownLatch(1);
    CountDownLatch back = new CountDownLatch(1);
    Threads.Running<Integer> returner =
        Threads.start(
            () ->
                lock.call(
                    () ->
                        Gil.detached(
                            () -> {
                              away.countDown();
                              back.await();
                              return 1;
                            })));
    away.await();
    try (Attachment gil = lock.attach()) {
      back.countDown();
      Threads.untilWaiting(lock, 1);
      computeWithoutCheckpoint();
      gil.checkpoint();
    }
    returner.get();
    Heard one = heard.poll(Threads.BOUND_SECONDS, TimeUnit.SECONDS);
    assertThat(one).isNotNull();
    assertThat(one.thread()).isEqualTo(Thread.currentThread().getName());
  }

  @Test
  void aHolderThatAnswersIsNotNamed() throws Exception {
    lock.switchInterval(Duration.ofMillis(300)); // so long may this thread be kept from answering
    Threads.Running<Integer> waiter;
    try (Attachment gil = lock.attach()) {
      waiter = Threads.start(() -> lock.call(() -> 1));
      Threads.untilWaiting(lock, 1);
      while (lock.snapshot().counters().handOffs() == 0) {
        gil.checkpoint();
      }
    }
    waiter.get();
    assertThat(heard).isEmpty();
    assertThat(lock.snapshot().starvation()).isNull();
  }
}
