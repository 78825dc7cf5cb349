package dev.gil;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.internal.Breaker;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** L4: a thread back from a blocking call goes first, within a budget. */
class ReturnTest {
  private static final long INTERVAL = 1_000_000;

  /** Nothing but a returner asks within this time. */
  private final GlobalLock lock =
      GlobalLock.builder("l4").switchInterval(Duration.ofHours(1)).build();

  @Test
  void whoComesBackAsksAtOnceAndGoesBeforeWhoWaitedLonger() throws Exception {
    List<String> order = new CopyOnWriteArrayList<>();
    CountDownLatch away = new CountDownLatch(1);
    CountDownLatch back = new CountDownLatch(1);
    Threads.Running<Boolean> returner =
        Threads.start(
            () -> {
              try (Attachment gil = lock.attach()) {
                gil.detached(
                    () -> {
                      away.countDown();
                      back.await();
                    });
                return order.add("returner");
              }
            });
    Threads.await(away);
    Threads.Running<Boolean> longer;
    try (Attachment gil = lock.attach()) {
      longer = Threads.start(() -> lock.call(() -> order.add("longer")));
      Threads.untilWaiting(lock, 1);
      gil.checkpoint();
      assertThat(lock.snapshot().counters().handOffs()).isZero();
      back.countDown();
      Threads.until(() -> lock.breaker.raised(Breaker.SWITCH));
      gil.checkpoint();
    }
    returner.get();
    longer.get();
    assertThat(order).containsExactly("returner", "longer");
  }

  @Test
  void aFifthOfAnIntervalIsTheirsAndIsSpentByHolding() {
    ReturnBudget budget = new ReturnBudget();
    assertThat(budget.allows(0, INTERVAL)).isTrue();
    budget.spend(INTERVAL / 5, INTERVAL);
    assertThat(budget.allows(0, INTERVAL)).isFalse();
    assertThat(budget.untilAllowed(0, INTERVAL)).isPositive();
  }

  @Test
  void itFillsByAFifthOfTheTimeThatPassesAndNoFurtherThanThat() {
    ReturnBudget budget = new ReturnBudget();
    assertThat(budget.allows(0, INTERVAL)).isTrue();
    budget.spend(INTERVAL / 5, INTERVAL);
    assertThat(budget.allows(INTERVAL / 2, INTERVAL)).isTrue();
    budget.spend(INTERVAL / 10, INTERVAL);
    assertThat(budget.allows(INTERVAL / 2, INTERVAL)).isFalse();
    assertThat(budget.allows(100 * INTERVAL, INTERVAL)).isTrue();
    budget.spend(INTERVAL / 5, INTERVAL);
    assertThat(budget.allows(100 * INTERVAL, INTERVAL)).isFalse();
  }

  @Test
  void whatIsOverdrawnIsPaidBackButNeverMoreThanAFifth() {
    ReturnBudget budget = new ReturnBudget();
    assertThat(budget.allows(0, INTERVAL)).isTrue();
    budget.spend(50 * INTERVAL, INTERVAL);
    assertThat(budget.untilAllowed(0, INTERVAL)).isEqualTo(INTERVAL + 5);
    assertThat(budget.allows(INTERVAL, INTERVAL)).isFalse();
    assertThat(budget.allows(INTERVAL + 5, INTERVAL)).isTrue();
  }
}
