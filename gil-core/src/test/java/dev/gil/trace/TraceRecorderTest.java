package dev.gil.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gil.GlobalLock;
import dev.gil.trace.Trace.Lane;
import dev.gil.trace.Trace.Span;
import dev.gil.trace.Trace.State;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TraceRecorderTest {
  private final TraceRecorder recorder = new TraceRecorder();

  private static Thread named(String name) {
    return Thread.ofPlatform().name(name).unstarted(() -> {});
  }

  @Test
  void nothingRecordedIsAnEmptyTrace() {
    Trace trace = recorder.trace();
    assertThat(trace.lanes()).isEmpty();
    assertThat(trace.nanos()).isEqualTo(0);
    assertThat(trace.overlappingHolds()).isEqualTo(0);
  }

  @Test
  void eachKindOfEventIsItsState() {
    Thread a = named("a");
    recorder.waited("lock", a, 10, 20);
    recorder.held("lock", a, 20, 50, true);
    recorder.detached("lock", a, 50, 70);
    assertThat(recorder.trace().lanes().getFirst().spans())
        .containsExactly(
            new Span(State.WAIT, "lock", 10, 20),
            new Span(State.HOLD, "lock", 20, 50),
            new Span(State.BLOCKED, "lock", 50, 70));
  }

  @Test
  void spansAreInTheOrderOfTheirBeginnings() {
    Thread a = named("a");
    recorder.held("lock", a, 30, 40, false);
    recorder.waited("lock", a, 10, 30);
    assertThat(recorder.trace().lanes().getFirst().spans())
        .extracting(Span::from)
        .containsExactly(10L, 30L);
  }

  @Test
  void aThreadHasALaneInTheOrderOfItsFirstEvent() {
    Thread b = named("b");
    Thread a = named("a");
    recorder.held("lock", b, 0, 5, false);
    recorder.held("lock", a, 5, 9, false);
    recorder.held("lock", b, 9, 12, false);
    Trace trace = recorder.trace();
    assertThat(trace.lanes()).extracting(Lane::thread).containsExactly("b", "a");
    assertThat(trace.lanes())
        .extracting(Lane::threadId)
        .containsExactly(b.threadId(), a.threadId());
  }

  @Test
  void theTraceSpansFromTheFirstInstantToTheLast() {
    recorder.held("lock", named("a"), -7, 5, false);
    recorder.waited("other", named("b"), 3, 11);
    assertThat(recorder.trace().from()).isEqualTo(-7);
    assertThat(recorder.trace().to()).isEqualTo(11);
  }

  @Test
  void aFullLaneForgetsItsOldestAndCountsThem() {
    TraceRecorder small = new TraceRecorder(2);
    Thread a = named("a");
    for (long i = 0; i < 5; i++) {
      small.held("lock", a, i * 10, i * 10 + 5, false);
    }
    Trace trace = small.trace();
    assertThat(trace.dropped()).isEqualTo(3);
    assertThat(trace.lanes().getFirst().spans()).extracting(Span::from).containsExactly(30L, 40L);
  }

  @Test
  void eachThreadHasRoomOfItsOwn() {
    TraceRecorder small = new TraceRecorder(1);
    small.held("lock", named("a"), 0, 1, false);
    small.held("lock", named("b"), 1, 2, false);
    assertThat(small.trace().dropped()).isEqualTo(0);
    assertThat(small.trace().lanes()).hasSize(2);
  }

  @Test
  void clearForgetsAll() {
    recorder.held("lock", named("a"), 0, 1, false);
    recorder.clear();
    assertThat(recorder.trace().lanes()).isEmpty();
  }

  @Test
  void aTraceDoesNotChangeAfterwards() {
    Thread a = named("a");
    recorder.held("lock", a, 0, 1, false);
    Trace before = recorder.trace();
    recorder.held("lock", a, 1, 2, false);
    assertThat(before.lanes().getFirst().spans()).hasSize(1);
  }

  @Test
  void roomForNothingIsRefused() {
    assertThatThrownBy(() -> new TraceRecorder(0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aLockTellsItsRecorderOfHoldsAndDetachedStretches() {
    try (GlobalLock lock = GlobalLock.builder("traced").listener(recorder).build()) {
      try (var gil = lock.attach()) {
        gil.detached(() -> {});
      }
    }
    Lane lane = recorder.trace().lanes().getFirst();
    assertThat(lane.thread()).isEqualTo(Thread.currentThread().getName());
    assertThat(lane.spans())
        .extracting(Span::state)
        .containsExactly(State.HOLD, State.BLOCKED, State.HOLD);
    assertThat(lane.spans()).allMatch(span -> span.lock().equals("traced") && span.nanos() >= 0);
  }

  /** The picture of two threads that fight for a lock shows no moment with two holders. */
  @Test
  void recordedHoldsOfOneLockNeverOverlap() throws Exception {
    try (GlobalLock lock =
        GlobalLock.builder("traced")
            .listener(recorder)
            .switchInterval(Duration.ofNanos(20_000))
            .build()) {
      CountDownLatch done = new CountDownLatch(3);
      for (int i = 0; i < 3; i++) {
        Thread.ofPlatform()
            .start(
                () -> {
                  for (int turn = 0; turn < 300; turn++) {
                    try (var gil = lock.attach()) {
                      gil.checkpoint();
                      gil.detached(() -> Thread.onSpinWait());
                    }
                  }
                  done.countDown();
                });
      }
      assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
    }
    Trace trace = recorder.trace();
    assertThat(trace.lanes()).hasSize(3);
    assertThat(trace.nanos(State.HOLD)).isPositive().isLessThanOrEqualTo(trace.nanos());
    assertThat(trace.overlappingHolds()).isEqualTo(0);
  }
}
