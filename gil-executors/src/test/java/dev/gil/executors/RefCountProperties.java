package dev.gil.executors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.spi.GilExecutor;
import dev.gil.spi.Strategies;
import dev.gil.spi.StrategySettings;
import dev.gil.testkit.RefCountAudit;
import dev.gil.testkit.RefCountProgram;
import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever threads do to shared reference counts under the lock ends balanced. */
class RefCountProperties {
  private static final StrategySettings SETTINGS =
      StrategySettings.DEFAULTS.workers(4).switchInterval(Duration.ofNanos(50_000));

  private static GilExecutor single;
  private static GilExecutor threads;
  private static GilExecutor free;

  @BeforeContainer
  static void open() {
    single = Strategies.open("single", SETTINGS);
    threads = Strategies.open("threads", SETTINGS);
    free = Strategies.open("free", SETTINGS);
  }

  @AfterContainer
  static void close() {
    single.close();
    threads.close();
    free.close();
  }

  @Property(tries = 300)
  void programsEndBalancedUnderSingle(@ForAll RefCountProgram program) throws Exception {
    assertBalanced(program, single);
  }

  @Property(tries = 300)
  void programsEndBalancedUnderThreads(@ForAll RefCountProgram program) throws Exception {
    assertBalanced(program, threads);
  }

  /** There is no lock of the executor's here: the tasks attach to one of the program's. */
  @Property(tries = 300)
  void programsEndBalancedUnderFreeWithALockOfTheirOwn(@ForAll RefCountProgram program)
      throws Exception {
    assertBalanced(program, free);
  }

  private static void assertBalanced(RefCountProgram program, GilExecutor pool) throws Exception {
    RefCountAudit audit = program.runGuarded(pool);
    assertThat(audit.violations()).isEmpty();
    assertThat(audit.operations()).isEqualTo(operationsOf(program));
  }

  private static long operationsOf(RefCountProgram program) {
    return program.threads().stream()
        .mapToLong(steps -> (long) steps.size() * program.rounds() + program.objects())
        .sum();
  }
}
