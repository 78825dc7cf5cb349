package dev.gil;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.trace.LockListener;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** L16: a listener that throws loses its events and harms nobody, whatever it hears of. */
class FailingListenerTest {
  private final AtomicInteger heard = new AtomicInteger();

  private final GlobalLock lock =
      GlobalLock.builder("failing listener")
          .switchInterval(Duration.ofNanos(1_000))
          .listener(
              new LockListener() {
                private void fail() {
                  heard.incrementAndGet();
                  throw new IllegalStateException("on purpose");
                }

                @Override
                public void waited(String name, Thread thread, long from, long to) {
                  fail();
                }

                @Override
                public void held(String name, Thread t, long from, long to, boolean over) {
                  fail();
                }

                @Override
                public void detached(String name, Thread thread, long from, long to) {
                  fail();
                }
              })
          .build();

  @Test
  void detachingAndComingBackGoesOn() {
    try (Attachment gil = lock.attach()) {
      gil.detached(() -> assertThat(lock.isHeld()).isFalse());
      assertThat(lock.isHeld()).isTrue();
    }
    assertThat(lock.isHeld()).isFalse();
    assertThat(heard).hasValue(3);
  }

  @Test
  void handingOverAtACheckpointGoesOn() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    Threads.Running<Boolean> waiter;
    try (Attachment gil = lock.attach()) {
      waiter =
          Threads.start(
              () ->
                  lock.call(
                      () -> {
                        inside.countDown();
                        return lock.isHeld();
                      }));
      while (inside.getCount() > 0) {
        gil.checkpoint();
      }
      assertThat(lock.isHeld()).isTrue();
    }
    assertThat(waiter.get()).isTrue();
    assertThat(heard.get()).isGreaterThanOrEqualTo(3);
    assertThat(lock.snapshot().waiters()).isEmpty();
  }
}
