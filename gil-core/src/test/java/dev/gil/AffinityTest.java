package dev.gil;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A lock of {@link Affinity#THREAD} runs everything on one thread. */
class AffinityTest {
  private final GlobalLock lock = GlobalLock.builder("one").affinity(Affinity.THREAD).build();

  @AfterEach
  void close() {
    lock.close();
  }

  @Test
  void callsOfManyThreadsRunOnOneAndAttached() throws Exception {
    Set<Thread> ran = ConcurrentHashMap.newKeySet();
    List<Threads.Running<Boolean>> all = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      all.add(
          Threads.start(
              () ->
                  lock.call(
                      () -> {
                        ran.add(Thread.currentThread());
                        return lock.isHeld();
                      })));
    }
    assertThat(Threads.getAll(all)).containsOnly(true);
    assertThat(ran).hasSize(1).doesNotContain(Thread.currentThread());
    assertThat(lock.isHeld()).isFalse();
  }

  @Test
  void aCallInsideACallRunsInPlace() {
    assertThat(lock.<Integer, RuntimeException>call(() -> lock.call(() -> 7))).isEqualTo(7);
  }

  @Test
  void attachingElsewhereIsRefusedAndSaysWhatToUse() {
    assertThatThrownBy(lock::attach)
        .isInstanceOf(AffinityException.class)
        .hasMessageContaining("lock.call");
    assertThatThrownBy(lock::tryAttach).isInstanceOf(AffinityException.class);
    assertThatThrownBy(lock::attachInterruptibly).isInstanceOf(AffinityException.class);
    assertThatThrownBy(() -> lock.session("s")).isInstanceOf(AffinityException.class);
  }

  @Test
  void whatTheBodyThrowsComesOutAsItIs() {
    IOException thrown = new IOException("on purpose");
    assertThatThrownBy(
            () ->
                lock.call(
                    () -> {
                      throw thrown;
                    }))
        .isSameAs(thrown);
  }

  @Test
  void anInterruptedCallerWaitsAndStaysInterrupted() {
    Thread.currentThread().interrupt();
    assertThat(lock.<Integer, RuntimeException>call(() -> 1)).isEqualTo(1);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void closingFreesThoseWhoseCallHasNotBegun() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch gate = new CountDownLatch(1);
    var first =
        Threads.start(
            () ->
                lock.call(
                    () -> {
                      running.countDown();
                      Threads.await(gate);
                      return 1;
                    }));
    Threads.await(running);
    var second = Threads.start(() -> lock.call(() -> 2));
    Threads.untilWaiting(lock, 1);
    lock.close();
    assertThatThrownBy(second::get).hasCauseInstanceOf(LockClosedException.class);
    gate.countDown();
    assertThat(first.get()).isEqualTo(1);
    assertThatThrownBy(() -> lock.call(() -> 3)).isInstanceOf(LockClosedException.class);
  }

  @Test
  void theSnapshotNamesTheThreadAndThoseBehind() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch gate = new CountDownLatch(1);
    var first =
        Threads.start(
            () ->
                lock.call(
                    () -> {
                      running.countDown();
                      Threads.await(gate);
                      return 1;
                    }));
    Threads.await(running);
    assertThat(lock.snapshot().holder().thread()).isEqualTo("gil-lock-one");
    gate.countDown();
    first.get();
  }

  @Test
  void aSharedLockKeepsItsAffinity() {
    GlobalLock shared = GlobalLock.shared("affinity-test", Affinity.THREAD);
    assertThat(GlobalLock.shared("affinity-test")).isSameAs(shared);
    assertThat(shared.affinity()).isEqualTo(Affinity.THREAD);
    assertThatThrownBy(() -> GlobalLock.shared("affinity-test", Affinity.ANY))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("THREAD");
  }
}
