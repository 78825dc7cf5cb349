package dev.gil.examples.bank;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.spi.GilExecutor;
import dev.gil.spi.Strategies;
import dev.gil.spi.StrategySettings;
import dev.gil.spi.TaskFuture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class BankProperties {
  private static final StrategySettings EAGER =
      StrategySettings.DEFAULTS.workers(3).switchInterval(Duration.ofNanos(1_000));

  @Property(tries = 50)
  void noMoneyIsLost(
      @ForAll @Size(max = 40) List<@IntRange(max = 24) Integer> transfers,
      @ForAll @IntRange(max = 1) int which)
      throws Exception {
    Bank bank = new Bank(5, 100);
    try (GilExecutor pool = Strategies.open(which == 0 ? "single" : "threads", EAGER)) {
      List<TaskFuture<?>> running = new ArrayList<>();
      for (int t : transfers) {
        running.add(pool.run(gil -> bank.transfer(t / 5, t % 5, t, gil)));
      }
      for (TaskFuture<?> one : running) {
        one.get();
      }
    }
    assertThat(bank.total()).isEqualTo(500);
  }
}
