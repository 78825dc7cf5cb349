package dev.gil.testkit;

import static dev.gil.testkit.RecordingListener.Kind.DETACHED;
import static dev.gil.testkit.RecordingListener.Kind.HANDED_OVER;
import static dev.gil.testkit.RecordingListener.Kind.HELD;
import static dev.gil.testkit.RecordingListener.Kind.RAN_KERNEL;
import static dev.gil.testkit.RecordingListener.Kind.STARVED;
import static dev.gil.testkit.RecordingListener.Kind.STARVING;
import static dev.gil.testkit.RecordingListener.Kind.WAITED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.GlobalLock;
import dev.gil.testkit.RecordingListener.Event;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordingListenerTest {
  private final RecordingListener heard = new RecordingListener();

  @Test
  void itHearsALockInItsOrder() {
    try (GlobalLock lock = GlobalLock.builder("heard").listener(heard).build()) {
      try (var gil = lock.attach()) {
        gil.detached(() -> {});
      }
      assertThat(heard.events()).extracting(Event::kind).containsExactly(HELD, DETACHED, HELD);
      assertThat(heard.events()).allMatch(event -> event.lock().equals(lock.name()));
      assertThat(heard.events(DETACHED)).hasSize(1);
    }
  }

  @Test
  void eachKindIsToldApart() {
    Thread me = Thread.currentThread();
    heard.waited("lock", me, 1, 2);
    heard.held("lock", me, 2, 5, true);
    heard.ranKernel("lock", me, 5, 6);
    heard.starved("lock", me, Duration.ofNanos(7), List.of());
    heard.starved("lock", me, 10, 20, List.of(), List.of());
    heard.starving("lock", me, 20, 30, List.of());
    assertThat(heard.events())
        .extracting(Event::kind)
        .containsExactly(WAITED, HANDED_OVER, RAN_KERNEL, STARVED, STARVED, STARVING);
    assertThat(heard.events()).extracting(Event::nanos).containsExactly(1L, 3L, 1L, 7L, 10L, 10L);
    heard.clear();
    assertThat(heard.events()).isEmpty();
  }
}
