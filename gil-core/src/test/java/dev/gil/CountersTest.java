package dev.gil;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.trace.LockListener;
import dev.gil.trace.Trace;
import dev.gil.trace.TraceRecorder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** L16: what is always counted, and what listeners hear. */
class CountersTest {
  @Test
  void attachesNestedOnesAndTakingsBackAreCounted() {
    GlobalLock lock = GlobalLock.create("l16");
    try (Attachment gil = lock.attach();
        var _ = lock.attach()) {
      gil.detached(() -> {});
    }
    assertThat(lock.snapshot().counters().attaches()).isEqualTo(3);
    assertThat(lock.snapshot().counters().waits()).isZero();
  }

  @Test
  void aWaitIsCountedByTheWaitersClock() throws Exception {
    GlobalLock lock = GlobalLock.create("l16");
    Threads.Running<Integer> waiter;
    long slept;
    try (var _ = lock.attach()) {
      waiter = Threads.start(() -> lock.call(() -> 1));
      Threads.untilWaiting(lock, 1);
      long from = System.nanoTime();
      Threads.until(() -> System.nanoTime() - from > 2_000_000);
      slept = System.nanoTime() - from;
    }
    waiter.get();
    LockSnapshot.Counters counters = lock.snapshot().counters();
    assertThat(counters.waits()).isEqualTo(1);
    assertThat(counters.waited()).isGreaterThanOrEqualTo(Duration.ofNanos(slept));
    assertThat(counters.heldContended()).isGreaterThanOrEqualTo(Duration.ofNanos(slept));
  }

  @Test
  void aListenerHearsOfHoldsWaitsAndDetachedStretchesAfterTheFact() throws Exception {
    List<String> heard = new ArrayList<>();
    GlobalLock[] lock = new GlobalLock[1];
    LockListener listener =
        new LockListener() {
          @Override
          public void held(String name, Thread thread, long from, long to, boolean over) {
            heard.add("held " + name + " " + lock[0].isHeld() + " " + (from <= to));
          }

          @Override
          public void detached(String name, Thread thread, long from, long to) {
            heard.add("detached " + lock[0].isHeld() + " " + (from <= to));
          }
        };
    lock[0] = GlobalLock.builder("heard").listener(listener).build();
    try (Attachment gil = lock[0].attach()) {
      gil.detached(() -> {});
      assertThat(heard).containsExactly("held heard false true", "detached false true");
    }
    assertThat(heard).hasSize(3);
  }

  @Test
  void aListenerThatThrowsHarmsNobody() {
    AtomicInteger calls = new AtomicInteger();
    GlobalLock lock =
        GlobalLock.builder("l16")
            .listener(
                new LockListener() {
                  @Override
                  public void held(String name, Thread t, long from, long to, boolean over) {
                    calls.incrementAndGet();
                    throw new IllegalStateException("on purpose");
                  }
                })
            .build();
    lock.attach().close();
    lock.attach().close();
    assertThat(calls).hasValue(2);
    assertThat(lock.isHeld()).isFalse();
  }

  @Test
  void recordedHoldsOfOneLockNeverOverlap() throws Exception {
    TraceRecorder recorder = new TraceRecorder();
    GlobalLock lock =
        GlobalLock.builder("traced")
            .listener(recorder)
            .switchInterval(Duration.ofNanos(50_000))
            .build();
    CountDownLatch go = new CountDownLatch(1);
    List<Threads.Running<Object>> all = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      all.add(
          Threads.start(
              () -> {
                Threads.await(go);
                for (int i = 0; i < 2_000; i++) {
                  try (Attachment gil = lock.attach()) {
                    gil.checkpoint();
                    if (i % 50 == 0) {
                      gil.detached(Thread::yield);
                    }
                  }
                }
                return null;
              }));
    }
    go.countDown();
    Threads.getAll(all);
    Trace trace = recorder.trace();
    assertThat(trace.lanes()).hasSize(4);
    assertThat(trace.dropped()).isZero();
    assertThat(trace.overlappingHolds()).isZero();
    long holds =
        trace.lanes().stream()
            .flatMap(lane -> lane.spans().stream())
            .filter(s -> s.state() == Trace.State.HOLD)
            .count();
    assertThat(holds).isEqualTo(lock.snapshot().counters().attaches());
  }
}
