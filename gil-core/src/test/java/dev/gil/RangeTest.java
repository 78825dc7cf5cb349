package dev.gil;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gil.internal.Breaker;
import dev.gil.internal.SoleContext;
import dev.gil.internal.TaskContext;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Loops that pass checkpoints without thought: each checkpoint is a decision of the hook. */
class RangeTest {
  private final AtomicInteger checkpoints = new AtomicInteger();

  /** At which checkpoint the longest waiter gets the lock. */
  private final AtomicInteger handOverAt = new AtomicInteger(Integer.MAX_VALUE);

  private final GlobalLock lock =
      GlobalLock.builder("loops")
          .scheduler(
              (at, enabled) -> {
                if (at != SchedulerHook.Point.CHECKPOINT) {
                  return 0;
                }
                return checkpoints.incrementAndGet() == handOverAt.get() ? enabled - 1 : 0;
              })
          .build();

  @AfterEach
  void close() {
    lock.close();
  }

  /** A way to run through 5,000 elements, telling how many are done. */
  private interface Loop {
    void run(Attachment gil, AtomicInteger done);
  }

  private static List<Integer> numbers(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  private static void overRange(Attachment gil, AtomicInteger done) {
    for (int i : gil.range(0, 5_000)) {
      done.set(i + 1);
    }
  }

  private static void overStrips(Attachment gil, AtomicInteger done) {
    for (Range.Strip s : gil.range(0, 5_000).strips()) {
      done.set(s.to());
    }
  }

  private static void overElements(Attachment gil, AtomicInteger done) {
    for (int i : gil.each(numbers(5_000))) {
      done.set(i + 1);
    }
  }

  private void assertCheckpoints(int expected, Loop loop) {
    AtomicInteger done = new AtomicInteger();
    try (Attachment gil = lock.attach()) {
      loop.run(gil, done);
    }
    assertThat(done).hasValue(5_000);
    assertThat(checkpoints).hasValue(expected);
  }

  @Test
  void aRangePassesOneCheckpointATurn() {
    assertCheckpoints(5_000, RangeTest::overRange);
  }

  @Test
  void stripsPassOneCheckpointEach() {
    assertCheckpoints(5, RangeTest::overStrips);
  }

  @Test
  void anActionOnEachIndexPassesOneCheckpointAStrip() {
    assertCheckpoints(5, (gil, done) -> gil.range(0, 5_000).each(i -> done.set(i + 1)));
  }

  @Test
  void anIterablePassesOneCheckpointAnElement() {
    assertCheckpoints(5_000, RangeTest::overElements);
  }

  @Test
  void askingTwiceForTheNextElementPassesOneCheckpointOnly() {
    try (Attachment gil = lock.attach()) {
      Iterator<Integer> it = gil.each(numbers(2)).iterator();
      assertThat(it.hasNext()).isTrue();
      assertThat(checkpoints).hasValue(0);
      assertThat(it.next()).isEqualTo(0);
      assertThat(it.hasNext()).isTrue();
      assertThat(it.hasNext()).isTrue();
      assertThat(it.next()).isEqualTo(1);
      assertThat(checkpoints).hasValue(1);
    }
  }

  @Test
  void aStreamPassesOneCheckpointAnElement() {
    assertCheckpoints(
        5_000, (gil, done) -> gil.stream(numbers(5_000).stream()).forEach(i -> done.set(i + 1)));
  }

  private void assertSwitches(int checkpoint, int doneByThen, Loop loop) throws Exception {
    AtomicInteger done = new AtomicInteger();
    handOverAt.set(checkpoint);
    Threads.Running<Integer> waiter;
    try (Attachment gil = lock.attach()) {
      waiter = Threads.start(() -> lock.call(done::get));
      Threads.untilWaiting(lock, 1);
      loop.run(gil, done);
    }
    assertThat(waiter.get()).isEqualTo(doneByThen);
    assertThat(done).hasValue(5_000);
  }

  @Test
  void aWaiterGetsInBetweenTwoTurnsOfARange() throws Exception {
    assertSwitches(4, 3, RangeTest::overRange);
  }

  @Test
  void aWaiterGetsInBetweenTwoStrips() throws Exception {
    assertSwitches(3, 2_048, RangeTest::overStrips);
  }

  @Test
  void aWaiterGetsInBetweenTwoStripsOfActions() throws Exception {
    assertSwitches(3, 2_048, (gil, done) -> gil.range(0, 5_000).each(i -> done.set(i + 1)));
  }

  @Test
  void aWaiterGetsInBetweenTwoElements() throws Exception {
    assertSwitches(4, 4, RangeTest::overElements);
  }

  @Test
  void aWaiterGetsInBetweenTwoElementsOfAStream() throws Exception {
    assertSwitches(
        4, 3, (gil, done) -> gil.stream(numbers(5_000).stream()).forEach(i -> done.set(i + 1)));
  }

  @Test
  void aRangeHoldsEveryIndexOnceInOrder() {
    try (Attachment gil = lock.attach()) {
      assertThat(gil.range(-3, 2)).containsExactly(-3, -2, -1, 0, 1);
      List<Integer> seen = new ArrayList<>();
      gil.range(-3, 3_000).each(seen::add);
      assertThat(seen).isEqualTo(IntStream.range(-3, 3_000).boxed().toList());
    }
  }

  @Test
  void stripsAreOf1024AndTheLastIsShorter() {
    try (Attachment gil = lock.attach()) {
      assertThat(gil.range(1, 2_050).strips())
          .containsExactly(
              new Range.Strip(1, 1_025),
              new Range.Strip(1_025, 2_049),
              new Range.Strip(2_049, 2_050));
      assertThat(gil.range(0, 1_024).strips()).containsExactly(new Range.Strip(0, 1_024));
    }
  }

  @Test
  void anEmptyRangeHasNoTurnAndNoCheckpoint() {
    try (Attachment gil = lock.attach()) {
      assertThat(gil.range(7, 7)).isEmpty();
      assertThat(gil.range(7, 7).strips()).isEmpty();
      gil.range(Integer.MAX_VALUE, Integer.MAX_VALUE).each(i -> handOverAt.set(i));
    }
    assertThat(handOverAt).hasValue(Integer.MAX_VALUE);
    assertThat(checkpoints).hasValue(0);
  }

  @Test
  void aRangeThatRunsBackwardsIsRefusedNamingBothBounds() {
    try (Attachment gil = lock.attach()) {
      assertThatThrownBy(() -> gil.range(5, -6))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("a range from 5 to -6 runs backwards; swap the bounds");
    }
  }

  @Test
  void theLargestIndicesDoNotOverflow() {
    int max = Integer.MAX_VALUE;
    try (Attachment gil = lock.attach()) {
      assertThat(gil.range(max - 2, max)).containsExactly(max - 2, max - 1);
      assertThat(gil.range(max - 1_500, max).strips())
          .containsExactly(
              new Range.Strip(max - 1_500, max - 476), new Range.Strip(max - 476, max));
      int strips = 0;
      long length = 0;
      for (Range.Strip s : gil.range(Integer.MIN_VALUE, max).strips()) {
        strips++;
        length += (long) s.to() - s.from();
      }
      assertThat(strips).isEqualTo(4_194_304);
      assertThat(length).isEqualTo(4_294_967_295L);
    }
  }

  @Test
  void anIteratorThatHasRunThroughThrows() {
    try (Attachment gil = lock.attach()) {
      var indices = gil.range(0, 1).iterator();
      indices.nextInt();
      assertThatThrownBy(indices::nextInt)
          .isInstanceOf(NoSuchElementException.class)
          .hasMessageContaining("Range[0, 1)");
      assertThatThrownBy(gil.range(0, 0).strips().iterator()::next)
          .isInstanceOf(NoSuchElementException.class);
      assertThatThrownBy(gil.each(List.of()).iterator()::next)
          .isInstanceOf(NoSuchElementException.class);
    }
  }

  @Test
  void removeGoesToTheSource() {
    List<Integer> source = new ArrayList<>(numbers(4));
    try (Attachment gil = lock.attach()) {
      for (Iterator<Integer> it = gil.each(source).iterator(); it.hasNext(); ) {
        if (it.next() % 2 == 0) {
          it.remove();
        }
      }
    }
    assertThat(source).containsExactly(1, 3);
  }

  @Test
  void whatABodyThrowsEndsTheLoopAndComesOut() {
    try (Attachment gil = lock.attach()) {
      assertThatThrownBy(
              () ->
                  gil.range(0, 5_000)
                      .each(
                          i -> {
                            if (i == 1_030) {
                              throw new IllegalStateException("at " + i);
                            }
                          }))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("at 1030");
      assertThat(lock.isHeld()).isTrue();
    }
    assertThat(checkpoints).hasValue(2);
  }

  @Test
  void aParallelStreamRunsOnTheThreadThatHoldsTheLock() {
    List<Boolean> held = new ArrayList<>();
    try (Attachment gil = lock.attach()) {
      gil.stream(numbers(5_000).parallelStream()).forEach(_ -> held.add(lock.isHeld()));
    }
    assertThat(held).hasSize(5_000).containsOnly(true);
  }

  @Test
  void aStreamRunOnAnotherThreadIsRefused() {
    try (Attachment gil = lock.attach()) {
      Stream<Integer> stream = gil.stream(numbers(3).stream());
      assertThatThrownBy(() -> Threads.start(() -> stream.toList()).get())
          .hasRootCauseInstanceOf(AttachmentException.class)
          .hasStackTraceContaining("outside the lock");
    }
  }

  @Test
  void closingTheStreamClosesItsSource() {
    AtomicInteger closed = new AtomicInteger();
    try (Attachment gil = lock.attach();
        var _ = gil.stream(Stream.of(1).onClose(closed::incrementAndGet))) {
      assertThat(closed).hasValue(0);
    }
    assertThat(closed).hasValue(1);
  }

  @Test
  void theCancelOfATaskWithoutALockEndsEachLoop() {
    TaskContext task = new SoleContext("loop", new Breaker(), null, null);
    Attachment gil = new Attachment(task);
    task.cancel();
    try {
      AtomicInteger done = new AtomicInteger();
      List<Loop> loops =
          List.of(
              RangeTest::overRange,
              RangeTest::overStrips,
              RangeTest::overElements,
              (g, d) -> g.range(0, 5_000).each(d::set),
              (g, d) -> g.stream(numbers(5_000).stream()).forEach(d::set));
      for (Loop loop : loops) {
        assertThatThrownBy(() -> loop.run(gil, done)).isInstanceOf(TaskCancelledException.class);
        assertThat(done.get()).isLessThanOrEqualTo(1);
      }
    } finally {
      task.breaker().lower(Breaker.CANCEL); // Breaker.open() counts raised words of this JVM
    }
  }
}
