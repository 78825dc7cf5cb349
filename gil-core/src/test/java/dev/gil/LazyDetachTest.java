package dev.gil;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * A detach that is over before anybody woken runs wakes nobody, once its place is known for it; and
 * where the guess is wrong the waiter gets the lock all the same.
 */
class LazyDetachTest {
  /** No slice ends while a test runs: the lock is had in a detach or not at all. */
  private final GlobalLock lock =
      GlobalLock.builder("lazy").switchInterval(Duration.ofDays(1)).build();

  /** Far more detaches than it takes to know a place, and to wake somebody in vain. */
  private static final int MOST = 1_000;

  private final AtomicInteger passedOn = new AtomicInteger();

  private static boolean isAsleep(Thread thread) {
    Thread.State state = thread.getState();
    return state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING;
  }

  /** Not only asleep: one that was woken looks so until it has a processor. */
  private boolean isToBeWoken() {
    return lock.queue.waiters().stream().anyMatch(Waiter::isParked);
  }

  /** Somebody who waits, and sleeps; whoever gets the lock leaves at once. */
  private Threads.Running<Integer> aSleeper(Threads.Running<Integer> before) {
    Threads.Running<Integer> now =
        before.task().isDone() ? Threads.start(() -> lock.call(passedOn::incrementAndGet)) : before;
    Threads.until(() -> now.task().isDone() || isToBeWoken());
    return now;
  }

  private static Threads.Running<Integer> nobody() throws Exception {
    var done = Threads.start(() -> 0);
    done.get();
    Threads.until(() -> done.task().isDone());
    return done;
  }

  @Test
  void aPlaceKnownForShortCallsWakesNobody() throws Exception {
    try (Attachment gil = lock.attach()) {
      var sleeper = nobody();
      for (int i = 0; i < MOST && lock.queue.sparedWakes() == 0; i++) {
        sleeper = aSleeper(sleeper);
        int _ = gil.detached(passedOn::get);
      }
    }
    assertThat(lock.queue.sparedWakes()).isPositive();
  }

  @Test
  void aScopeKnownForShortCallsWakesNobody() throws Exception {
    try (Attachment gil = lock.attach()) {
      var sleeper = nobody();
      for (int i = 0; i < MOST && lock.queue.sparedWakes() == 0; i++) {
        sleeper = aSleeper(sleeper);
        try (var _ = gil.detach()) {
          passedOn.getPlain();
        }
      }
    }
    assertThat(lock.queue.sparedWakes()).isPositive();
  }

  @Test
  void aWrongGuessLetsTheWaiterIn() throws Exception {
    CountDownLatch in = new CountDownLatch(1);
    AtomicInteger calls = new AtomicInteger();
    try (Attachment gil = lock.attach()) {
      var sleeper = nobody();
      boolean let = false;
      for (int i = 0; i < MOST && !let; i++) {
        sleeper = aSleeper(sleeper);
        long spared = lock.queue.sparedWakes();
        boolean last = spared > 0;
        var waiting = sleeper;
        let =
            gil.detached(
                () -> {
                  calls.incrementAndGet();
                  if (!last) {
                    return false;
                  }
                  waiting.get();
                  in.countDown();
                  return true;
                });
      }
    }
    Threads.await(in);
    assertThat(calls.get()).isGreaterThan(1);
  }

  @Test
  void nobodyIsStrandedWhenTheOneWhoLooksGivesUpWaiting() throws Exception {
    try (var _ = lock.attach()) {
      var first = Threads.start(() -> tries());
      Threads.untilWaiting(lock, 1);
      var second = Threads.start(() -> lock.call(passedOn::incrementAndGet));
      Threads.untilWaiting(lock, 2);
      Threads.until(() -> isAsleep(first.thread()) && isAsleep(second.thread()));
      Hold hold = Hold.giveUp(lock, knownForShortCalls());
      first.thread().interrupt();
      first.get();
      second.get();
      hold.takeBack(0, false);
      assertThat(lock.isHeld()).isTrue();
    }
  }

  private static DetachSite knownForShortCalls() {
    DetachSite site = new DetachSite();
    for (int i = 0; i < 8; i++) {
      site.lasted(0);
    }
    return site;
  }

  private boolean tries() {
    try (var _ = lock.attachInterruptibly()) {
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }
}
