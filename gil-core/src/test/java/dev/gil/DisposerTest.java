package dev.gil;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.Reference;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** L10: cleanup runs attached, and it runs. */
class DisposerTest {
  private final GlobalLock lock = GlobalLock.create("l10");
  private final ConcurrentLinkedQueue<Boolean> heldWhenRun = new ConcurrentLinkedQueue<>();

  private void makeGarbage(int count) {
    for (int i = 0; i < count; i++) {
      var _ = lock.disposer().register(new Object(), () -> heldWhenRun.add(lock.isHeld()));
    }
  }

  private static void collectUntil(BooleanSupplier done) {
    Threads.until(
        () -> {
          System.gc();
          return done.getAsBoolean();
        });
  }

  @Test
  void actionsRunAttachedOnAThreadThatGivesTheLockUp() {
    makeGarbage(100);
    collectUntil(
        () -> {
          lock.call(() -> 1);
          return heldWhenRun.size() == 100;
        });
    assertThat(heldWhenRun).containsOnly(true);
  }

  @Test
  void actionsRunAttachedWhenNobodyComesBy() {
    makeGarbage(10);
    collectUntil(() -> heldWhenRun.size() == 10);
    assertThat(heldWhenRun).containsOnly(true);
  }

  @Test
  void nothingRunsInsideASessionOrADetachedStretch() {
    try (Attachment gil = lock.session("s")) {
      makeGarbage(1);
      collectUntil(lock.queue::hasDisposals);
      assertThat(heldWhenRun).isEmpty();
      gil.checkpoint();
      assertThat(heldWhenRun).isEmpty();
    }
    assertThat(heldWhenRun).containsExactly(true);
  }

  @Test
  void anEarlyEndRunsTheActionOnceAndAttached() {
    Object object = new Object();
    Runnable end = lock.disposer().register(object, () -> heldWhenRun.add(lock.isHeld()));
    try {
      end.run();
      end.run();
      assertThat(heldWhenRun).containsExactly(true);
    } finally {
      Reference.reachabilityFence(object);
    }
  }

  @Test
  void anActionThatThrowsHarmsNobody() {
    AtomicInteger ran = new AtomicInteger();
    for (int i = 0; i < 3; i++) {
      var _ =
          lock.disposer()
              .register(
                  new Object(),
                  () -> {
                    ran.incrementAndGet();
                    throw new IllegalStateException("on purpose");
                  });
    }
    collectUntil(
        () -> {
          lock.call(() -> 1);
          return ran.get() == 3;
        });
    assertThat(lock.isHeld()).isFalse();
  }

  @Test
  void aLockWithAThreadOfItsOwnDisposesThere() {
    try (GlobalLock own = GlobalLock.builder("own").affinity(Affinity.THREAD).build()) {
      Thread thread = own.call(Thread::currentThread);
      ConcurrentLinkedQueue<Thread> ran = new ConcurrentLinkedQueue<>();
      var _ = own.disposer().register(new Object(), () -> ran.add(Thread.currentThread()));
      collectUntil(() -> !ran.isEmpty());
      assertThat(ran).containsExactly(thread);
    }
  }

  @Test
  void theDisposerOfALockIsAlwaysTheSame() {
    assertThat(lock.disposer()).isSameAs(lock.disposer());
  }
}
