package dev.gil.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.gil.GlobalLock;
import dev.gil.kernel.Kernels;
import dev.gil.trace.Trace.Lane;
import dev.gil.trace.Trace.Span;
import dev.gil.trace.Trace.State;
import dev.gil.trace.Trace.Turn;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
        .extracting(Span::state, Span::lock, Span::from, Span::to)
        .containsExactly(
            tuple(State.WAIT, "lock", 10L, 20L),
            tuple(State.HOLD, "lock", 20L, 50L),
            tuple(State.BLOCKED, "lock", 50L, 70L));
  }

  @Test
  void aKernelIsAStateOfItsOwn() {
    recorder.ranKernel("lock", named("a"), 10, 20);
    assertThat(recorder.trace().nanos(State.KERNEL)).isEqualTo(10);
  }

  @Test
  void locksAreToldApartByName() {
    Thread a = named("a");
    recorder.held("one", a, 0, 1, false);
    recorder.held("other", a, 1, 2, false);
    recorder.held(new String("one"), a, 2, 3, false);
    assertThat(recorder.trace().lanes().getFirst().spans())
        .extracting(Span::lock)
        .containsExactly("one", "other", "one");
  }

  @Test
  void longAndNegativeTimesAreExact() {
    Thread a = named("a");
    recorder.held("lock", a, Long.MIN_VALUE / 2, 7, false);
    assertThat(recorder.trace().lanes().getFirst().spans())
        .extracting(Span::from, Span::to)
        .containsExactly(tuple(Long.MIN_VALUE / 2, 7L));
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

  /** The memory grows with the spans, and keeps them while it does. */
  @Test
  void allSpansAreKeptUpToTheBound() {
    TraceRecorder bounded = new TraceRecorder(1_000);
    Thread a = named("a");
    for (long i = 0; i < 1_000; i++) {
      bounded.held("lock", a, i, i + 1, false);
    }
    Trace trace = bounded.trace();
    assertThat(trace.dropped()).isEqualTo(0);
    assertThat(trace.lanes().getFirst().spans())
        .extracting(Span::from)
        .isEqualTo(LongStream.range(0, 1_000).boxed().toList());
  }

  @Test
  void whatWasTakenIsNotTakenAgain() {
    TraceRecorder bounded = new TraceRecorder(3);
    Thread a = named("a");
    bounded.held("lock", a, 0, 1, false);
    assertThat(bounded.take().lanes().getFirst().spans()).hasSize(1);
    assertThat(bounded.take().lanes().getFirst().spans()).isEmpty();
    for (long i = 0; i < 5; i++) {
      bounded.held("lock", a, i, i + 1, false);
    }
    Trace next = bounded.take();
    assertThat(next.lanes().getFirst().spans()).extracting(Span::from).containsExactly(2L, 3L, 4L);
    assertThat(next.dropped()).isEqualTo(2);
    assertThat(bounded.trace().dropped()).isEqualTo(0);
  }

  /** Each span read beside its writer is one that was written, and they follow each other. */
  @Test
  void whoReadsBesideTheWriterSeesWholeSpans() throws Exception {
    TraceRecorder bounded = new TraceRecorder(64);
    AtomicBoolean over = new AtomicBoolean();
    Thread writer =
        Thread.ofPlatform()
            .start(
                () -> {
                  for (long i = 0; !over.get(); i++) {
                    bounded.held("lock", Thread.currentThread(), i, 3 * i, false);
                  }
                });
    try {
      long seen = 0;
      for (int round = 0; round < 20_000 || seen == 0; round++) {
        for (Lane lane : bounded.trace().lanes()) {
          long before = -1;
          for (Span span : lane.spans()) {
            assertThat(span.to()).isEqualTo(3 * span.from());
            assertThat(before == -1 || span.from() == before + 1).isTrue();
            before = span.from();
            seen++;
          }
        }
      }
    } finally {
      over.set(true);
      writer.join();
    }
  }

  @Test
  void fewVirtualThreadsHaveALaneEach() {
    for (int i = 0; i < TraceRecorder.MOST_VIRTUAL_LANES; i++) {
      recorder.held("lock", Thread.ofVirtual().unstarted(() -> {}), i, i + 1, false);
    }
    assertThat(recorder.trace().lanes()).hasSize(TraceRecorder.MOST_VIRTUAL_LANES);
  }

  /** Ten thousand that take turns are one lane, which has all they did. */
  @Test
  void manyVirtualThreadsShareLanes() {
    recorder.held("lock", named("main"), 0, 1, false);
    for (int i = 0; i < 10_000; i++) {
      Thread one = Thread.ofVirtual().name("page-" + i).unstarted(() -> {});
      recorder.held("lock", one, i, i + 1, false);
    }
    recorder.waited("lock", Thread.ofVirtual().unstarted(() -> {}), 5, 9);
    Trace trace = recorder.trace();
    assertThat(trace.lanes())
        .extracting(Lane::thread)
        .containsExactly("main", "page (10000)", "virtual threads (1)");
    assertThat(trace.lanes().get(1).spans()).hasSize(10_000);
    assertThat(trace.lanes()).extracting(Lane::threadId).doesNotHaveDuplicates();
  }

  @Test
  void spansThatOverlapAreInDifferentLanes() {
    for (int i = 0; i < 40; i++) {
      Thread one = Thread.ofVirtual().name("v-" + i).unstarted(() -> {});
      recorder.waited("lock", one, i, i + 3);
      recorder.held("lock", one, i + 3, i + 4, false);
    }
    List<Lane> lanes = recorder.trace().lanes();
    assertThat(lanes).hasSize(4).allMatch(lane -> lane.thread().equals("v (40)"));
    assertThat(lanes.stream().mapToInt(lane -> lane.spans().size()).sum()).isEqualTo(80);
    for (Lane lane : lanes) {
      for (int i = 1; i < lane.spans().size(); i++) {
        assertThat(lane.spans().get(i).from()).isGreaterThanOrEqualTo(lane.spans().get(i - 1).to());
      }
    }
  }

  private static final List<StackTraceElement> IN_NATIVE =
      List.of(
          new StackTraceElement("java.lang.Thread", "sleepNanos0", "Thread.java", -2),
          new StackTraceElement("java.lang.Thread", "sleep", "Thread.java", 509),
          new StackTraceElement("com.acme.Page", "render", "Page.java", 88));

  private static final List<StackTraceElement> IN_JAVA =
      List.of(new StackTraceElement("com.acme.Page", "layout", "Page.java", 12));

  @Test
  void aHolderThatStarvedOthersIsAnIncidentThatNamesTheFrame() {
    recorder.starved("pdf", named("a"), 5_000_000, 66_000_000, IN_JAVA, List.of());
    Incident one = recorder.trace().incidents().getFirst();
    assertThat(one.kind()).isEqualTo(Incident.Kind.STARVED);
    assertThat(one.nanos()).isEqualTo(61_000_000);
    assertThat(one.text())
        .isEqualTo(
            "\"a\" held pdf for 61.0 ms without a checkpoint while others waited; it was at"
                + " Page.layout:12");
    assertThat(recorder.trace().nanos()).isEqualTo(61_000_000);
  }

  /** A loop that looks at the clock is found in native code half of the time. */
  @Test
  void nativeCodeThatReturnsAtOnceIsNotSaidToBlock() {
    List<StackTraceElement> atTheClock =
        List.of(
            new StackTraceElement("java.lang.System", "nanoTime", "System.java", -2),
            IN_JAVA.getFirst());
    recorder.starved("pdf", named("a"), 0, 60_000_000, atTheClock, List.of());
    Incident one = recorder.trace().incidents().getFirst();
    assertThat(one.kind()).isEqualTo(Incident.Kind.STARVED);
    assertThat(one.text()).doesNotContain("native").endsWith("at Page.layout:12");
  }

  @Test
  void oneInNativeCodeIsNamedWhileItGoesOn() {
    Thread a = named("a");
    long now = System.nanoTime();
    recorder.starving("pdf", a, now - 10_000_000, now, IN_NATIVE);
    Incident open = recorder.trace().incidents().getFirst();
    assertThat(open.kind()).isEqualTo(Incident.Kind.STUCK_IN_NATIVE);
    assertThat(open.nanos()).isGreaterThanOrEqualTo(10_000_000);
    assertThat(open.text())
        .contains("and goes on")
        .endsWith("in native code (Thread.sleepNanos0) at Page.render:88");
    recorder.starved("pdf", a, now - 10_000_000, now + 5, IN_NATIVE, List.of());
    assertThat(recorder.trace().incidents())
        .singleElement()
        .satisfies(one -> assertThat(one.text()).doesNotContain("goes on"));
  }

  /** It answered in the moment in which it was noticed, and so tells of no starvation. */
  @Test
  void aHoldThatHasEndedDoesNotGoOn() {
    Thread a = named("a");
    recorder.starving("pdf", a, 10, 90, IN_JAVA);
    recorder.held("other", a, 20, 30, false);
    recorder.held("pdf", a, 0, 10, false);
    assertThat(recorder.trace().incidents()).hasSize(1);
    recorder.held("pdf", a, 10, 95, true);
    assertThat(recorder.trace().incidents()).isEmpty();
  }

  @Test
  void whatIsNoticedTooLateHasEnded() {
    Thread a = named("a");
    recorder.starved("pdf", a, 0, 100, IN_JAVA, List.of());
    recorder.starving("pdf", a, 0, 90, IN_JAVA);
    assertThat(recorder.trace().incidents()).hasSize(1);
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

  /** A kernel long enough to give the lock up is told as what it is. */
  @Test
  void aLockTellsItsRecorderOfKernels() {
    try (GlobalLock lock = GlobalLock.builder("traced").listener(recorder).build();
        var gil = lock.attach()) {
      Kernels.execute(gil, _ -> _ -> {});
    }
    assertThat(recorder.trace().lanes().getFirst().spans())
        .extracting(Span::state)
        .containsExactly(State.HOLD, State.KERNEL, State.HOLD);
  }

  @Test
  void coresAreThoseThatTheSystemNamesOrNone() {
    try (GlobalLock lock = GlobalLock.builder("traced").listener(recorder).build()) {
      lock.call(() -> 1);
    }
    Trace trace = recorder.trace();
    Span hold = trace.lanes().getFirst().spans().getFirst();
    boolean linux = System.getProperty("os.name").equals("Linux");
    assertThat(trace.cores().known()).isEqualTo(linux);
    if (linux) {
      assertThat(trace.cores().cores()).contains(hold.core());
      assertThat(trace.coreLanes()).hasSameSizeAs(trace.cores().cores());
    } else {
      assertThat(hold.core()).isEqualTo(Trace.UNKNOWN_CORE);
      assertThat(trace.cores().text()).isEqualTo("not Linux");
    }
  }

  @Test
  void rangesOfCoresAreReadAsLinuxWritesThem() {
    assertThat(Cores.ids("0-3,8,10-11")).containsExactly(0, 1, 2, 3, 8, 10, 11);
    assertThat(Cores.ids("5")).containsExactly(5);
  }

  /** Whoever comes first is first in the picture: it shows what was, not what is usual. */
  @ParameterizedTest
  @ValueSource(strings = {"A,B", "B,A"})
  void thePictureFollowsTheSchedule(String order) throws Exception {
    List<String> names = List.of(order.split(","));
    try (GlobalLock lock = GlobalLock.builder("traced").listener(recorder).build()) {
      CountDownLatch held = new CountDownLatch(1);
      CountDownLatch go = new CountDownLatch(1);
      Thread first =
          Thread.ofPlatform()
              .name(names.get(0))
              .start(
                  () -> {
                    try (var _ = lock.attach()) {
                      held.countDown();
                      go.await();
                    } catch (InterruptedException e) {
                      throw new AssertionError(e);
                    }
                  });
      assertThat(held.await(60, TimeUnit.SECONDS)).isTrue();
      Thread second = Thread.ofPlatform().name(names.get(1)).start(() -> lock.call(() -> 1));
      while (lock.snapshot().waiters().isEmpty()) {
        Thread.onSpinWait();
      }
      go.countDown();
      first.join();
      second.join();
    }
    assertThat(recorder.trace().lockLanes().getFirst().turns())
        .extracting(Turn::thread)
        .containsExactlyElementsOf(names);
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
