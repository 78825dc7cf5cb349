package dev.gil.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ManualClockTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private final ManualClock clock = ManualClock.startingAt(START);

  @Test
  void itMovesByWhatItIsAdvancedAndByNothingElse() {
    assertThat(clock.instant()).isEqualTo(START);
    clock.advance(Duration.ofMinutes(5));
    assertThat(clock.instant()).isEqualTo(START.plusSeconds(300));
    assertThat(clock.millis()).isEqualTo(START.plusSeconds(300).toEpochMilli());
    assertThat(clock.nanoTime()).isEqualTo(300_000_000_000L);
  }

  @Test
  void timersGoOffInTheirOrderEachAtItsInstant() {
    List<String> log = new ArrayList<>();
    clock.after(Duration.ofSeconds(2), () -> log.add("second at " + clock.instant()));
    clock.after(Duration.ofSeconds(1), () -> log.add("first at " + clock.instant()));
    clock.after(Duration.ofSeconds(2), () -> log.add("third"));
    clock.after(Duration.ofSeconds(4), () -> log.add("never"));
    clock.advance(Duration.ofSeconds(3));
    assertThat(log)
        .containsExactly(
            "first at " + START.plusSeconds(1), "second at " + START.plusSeconds(2), "third");
    assertThat(clock.instant()).isEqualTo(START.plusSeconds(3));
    assertThat(clock.pending()).isEqualTo(1);
  }

  @Test
  void aTimerThatATimerSetsGoesOffOnTheSameWay() {
    List<Long> log = new ArrayList<>();
    clock.after(
        Duration.ofNanos(1),
        () -> clock.after(Duration.ofNanos(1), () -> log.add(clock.nanoTime())));
    clock.advance(Duration.ofNanos(5));
    assertThat(log).containsExactly(2L);
  }

  @Test
  void itDoesNotGoBack() {
    assertThatThrownBy(() -> clock.advance(Duration.ofNanos(-1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void inAnotherZoneItIsTheSameClock() {
    ManualClock tokyo = clock.withZone(ZoneId.of("Asia/Tokyo"));
    clock.advance(Duration.ofHours(1));
    assertThat(tokyo.instant()).isEqualTo(START.plusSeconds(3_600));
    assertThat(tokyo.getZone()).isEqualTo(ZoneId.of("Asia/Tokyo"));
  }
}
