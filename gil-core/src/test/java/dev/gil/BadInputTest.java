package dev.gil;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What makes no sense is refused with a reason, or does what it says; the lock works on. */
class BadInputTest {
  private static final Duration LONGEST = Duration.ofSeconds(Long.MAX_VALUE, 999_999_999);

  private final GlobalLock lock = GlobalLock.create("bad input");

  @AfterEach
  void theLockStillWorks() throws Exception {
    assertThat(lock.snapshot().holder()).isNull();
    assertThat(lock.snapshot().waiters()).isEmpty();
    assertThat(Threads.start(() -> lock.call(() -> 1)).get()).isEqualTo(1);
    assertThat(lock.switchInterval()).isEqualTo(GlobalLock.DEFAULT_SWITCH_INTERVAL);
  }

  @Test
  void absurdIntervalsAreRefusedByTheirRange() {
    List<Duration> absurd =
        List.of(
            Duration.ZERO,
            Duration.ofNanos(-1),
            Duration.ofNanos(999),
            Duration.ofDays(1).plusNanos(1),
            Duration.ofSeconds(Long.MIN_VALUE),
            Duration.ofSeconds(Long.MAX_VALUE),
            LONGEST);
    for (Duration interval : absurd) {
      assertThatThrownBy(() -> lock.switchInterval(interval))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("switch interval " + interval)
          .hasMessageContaining("1 microsecond to 1 day");
      assertThatThrownBy(() -> GlobalLock.builder("b").switchInterval(interval))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void nullsAreRefusedWhereTheyAreGiven() {
    assertThatThrownBy(() -> lock.switchInterval(null)).isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> lock.attach(null)).isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> GlobalLock.create(null)).isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> GlobalLock.shared(null)).isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> lock.session(null)).isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> GlobalLock.builder("b").listener(null))
        .isInstanceOf(NullPointerException.class);
  }

  @Test
  void aTimedAttachWithANegativeLimitTriesOnce() throws Exception {
    for (Duration limit : List.of(Duration.ofNanos(-1), Duration.ofSeconds(Long.MIN_VALUE))) {
      lock.attach(limit).close();
      try (var _ = lock.attach()) {
        assertThat(Threads.start(() -> catchThrowable(() -> lock.attach(limit).close())).get())
            .isInstanceOf(LockTimeoutException.class);
      }
    }
  }

  @Test
  void aTimedAttachWithTheLongestDurationWaits() throws Exception {
    Threads.Running<Boolean> waiter;
    try (var _ = lock.attach()) {
      waiter =
          Threads.start(
              () -> {
                try (var _ = lock.attach(LONGEST)) {
                  return lock.isHeld();
                }
              });
      Threads.untilWaiting(lock, 1);
    }
    assertThat(waiter.get()).isTrue();
  }

  @Test
  void anEmptyOrHugeNameIsRefusedWithAShortText() {
    String huge = "x".repeat(10 << 20);
    String hugeBlank = " ".repeat(10 << 20);
    for (String name : List.of("", " ", "\t\n", hugeBlank, huge)) {
      List<Throwable> refusals =
          List.of(
              catchThrowable(() -> GlobalLock.create(name)),
              catchThrowable(() -> GlobalLock.shared(name)),
              catchThrowable(() -> GlobalLock.shared(name, Affinity.THREAD)),
              catchThrowable(() -> lock.session(name)));
      assertThat(refusals)
          .allSatisfy(
              refusal -> {
                assertThat(refusal).isInstanceOf(IllegalArgumentException.class);
                assertThat(refusal.getMessage()).hasSizeLessThan(200);
              });
    }
    assertThat(System.getProperties().stringPropertyNames()).noneMatch(key -> key.length() > 1_000);
  }

  @Test
  void aMillionNestedAttachesAreUndoneOneByOne() throws Exception {
    int depth = 1_000_000;
    Deque<Attachment> open = new ArrayDeque<>(depth);
    for (int i = 0; i < depth; i++) {
      open.push(lock.attach());
    }
    assertThat(Threads.start(lock::tryAttach).get()).isNull();
    Attachment innermost = open.peek();
    innermost.detached(
        () -> assertThat(Threads.start(() -> lock.call(() -> 1)).get()).isEqualTo(1));
    while (open.size() > 1) {
      open.pop().close();
    }
    assertThat(lock.isHeld()).isTrue();
    open.pop().close();
    assertThat(lock.isHeld()).isFalse();
  }

  @Test
  void aClosedLockIsClosedWhileHeldAndWhileWaitedFor() throws Exception {
    GlobalLock closing = GlobalLock.create("closing");
    Threads.Running<Throwable> fresh;
    Threads.Running<Throwable> timed;
    Threads.Running<Throwable> interruptible;
    try (Attachment gil = closing.attach();
        var _ = closing.session("s")) {
      fresh = Threads.start(() -> catchThrowable(closing::attach));
      timed = Threads.start(() -> catchThrowable(() -> closing.attach(LONGEST)));
      interruptible = Threads.start(() -> catchThrowable(closing::attachInterruptibly));
      Threads.untilWaiting(closing, 3);
      closing.close();
      assertThat(Threads.getAll(List.of(fresh, timed, interruptible)))
          .hasOnlyElementsOfType(LockClosedException.class);
      gil.checkpoint();
      closing.attach().close();
      closing.switchInterval(Duration.ofMillis(1));
      assertThat(closing.isHeld()).isTrue();
    }
    assertThat(closing.isHeld()).isFalse();
    assertThatThrownBy(closing::attach).isInstanceOf(LockClosedException.class);
  }
}
