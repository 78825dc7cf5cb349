package dev.gil;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gil.SchedulerHook.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** L17: in tests every attach, checkpoint, detach and close is a decision. */
class SchedulerHookTest {
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final AtomicInteger next = new AtomicInteger();
  private final GlobalLock lock =
      GlobalLock.builder("l17")
          .scheduler(
              (at, enabled) -> {
                asked.add(at + "/" + enabled);
                return Math.min(next.getAndSet(0), enabled - 1);
              })
          .build();

  /** An open lock with a hook keeps every checkpoint of the JVM on its cold path. */
  @AfterEach
  void close() {
    lock.close();
  }

  @Test
  void everyPointOfAnUncontendedThreadIsAsked() {
    try (Attachment gil = lock.attach()) {
      gil.checkpoint();
      Gil.checkpoint();
      gil.detached(() -> {});
    }
    // Giving up asks only where there is somebody to choose.
    assertThat(asked).containsExactly("ATTACH/1", "CHECKPOINT/1", "CHECKPOINT/1");
  }

  @Test
  void aCheckpointHandsOverToTheChosenWaiter() throws Exception {
    List<String> order = new CopyOnWriteArrayList<>();
    List<Threads.Running<Boolean>> waiters = new ArrayList<>();
    try (Attachment gil = lock.attach()) {
      for (int i = 0; i < 3; i++) {
        String name = "w" + i;
        waiters.add(Threads.start(() -> lock.call(() -> order.add(name))));
        Threads.untilWaiting(lock, i + 1);
      }
      next.set(2);
      asked.clear();
      gil.checkpoint();
      order.add("me");
    }
    Threads.getAll(waiters);
    assertThat(asked.getFirst()).isEqualTo("CHECKPOINT/4");
    assertThat(order.getFirst()).isEqualTo("w1");
  }

  @Test
  void zeroKeepsTheLockAtACheckpointWhoeverWaits() throws Exception {
    Threads.Running<Integer> waiter;
    try (Attachment gil = lock.attach()) {
      waiter = Threads.start(() -> lock.call(() -> 1));
      Threads.untilWaiting(lock, 1);
      for (int i = 0; i < 100; i++) {
        gil.checkpoint();
      }
      assertThat(lock.snapshot().counters().handOffs()).isZero();
    }
    waiter.get();
  }

  @Test
  void aCloseGoesToTheChosenWaiter() throws Exception {
    List<String> order = new CopyOnWriteArrayList<>();
    List<Threads.Running<Boolean>> waiters = new ArrayList<>();
    Attachment gil = lock.attach();
    for (int i = 0; i < 3; i++) {
      String name = "w" + i;
      waiters.add(Threads.start(() -> lock.call(() -> order.add(name))));
      Threads.untilWaiting(lock, i + 1);
    }
    next.set(2);
    asked.clear();
    gil.close();
    Threads.getAll(waiters);
    assertThat(asked.getFirst()).isEqualTo("CLOSE/3");
    assertThat(order.getFirst()).isEqualTo("w2");
  }

  @Test
  void aChoiceOutOfRangeIsRefusedAndTheLockIsStillHeld() {
    GlobalLock wild =
        GlobalLock.builder("wild")
            .scheduler((at, enabled) -> at == Point.CHECKPOINT ? enabled : 0)
            .build();
    try (Attachment gil = wild.attach()) {
      assertThatThrownBy(gil::checkpoint)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("chose 1 of 1 at CHECKPOINT");
      assertThat(wild.isHeld()).isTrue();
    }
    assertThat(wild.isHeld()).isFalse();
    wild.close();
  }
}
