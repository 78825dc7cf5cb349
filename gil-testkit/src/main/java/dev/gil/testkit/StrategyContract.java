package dev.gil.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.gil.spi.ParallelismStrategy;
import dev.gil.spi.StrategySettings;
import dev.gil.spi.Trait;
import dev.gil.spi.VoidTask;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Tests that a strategy keeps the contract of the SPI: extend it, name the strategy, and every rule
 * that applies is a test.
 *
 * {@snippet :
 * class BatchedTest extends StrategyContract {
 *   @Override protected ParallelismStrategy strategy() { return new Batched(); }
 * }
 * }
 *
 * <p>Which rules apply follows from the traits. One that does not is no test and is not counted as
 * skipped; it is printed once, and in {@link Contract#waived()}, with its reason. A last test fails
 * if a declared trait was not put to the test, so that a strategy cannot pass by promising what
 * nobody looks at. A strategy that {@linkplain ParallelismStrategy#unavailable() cannot run here}
 * fails.
 *
 * <p>What does not follow from the traits is said by overriding: {@link #settings()}, how long to
 * wait for what must happen ({@link #patience()}), how many tasks run at once ({@link
 * #tasksAtOnce()}), how to crash a worker ({@link #crash()}). Tasks of the rules use nothing but
 * the JDK, gil, and files in a private temporary directory, so they run in another JVM on the same
 * machine too.
 */
public abstract class StrategyContract {
  private static final int FEWEST_RULES = 40;
  private static final Set<Class<?>> PRINTED = ConcurrentHashMap.newKeySet();

  /** For subclasses. */
  protected StrategyContract() {}

  /**
   * The strategy to test.
   *
   * @return one whose executors are not used by anybody else meanwhile
   */
  protected abstract ParallelismStrategy strategy();

  /**
   * What executors are opened with. Rules change workers, queue and in flight, and lend locks.
   *
   * @return two workers, if not overridden
   */
  protected StrategySettings settings() {
    return StrategySettings.DEFAULTS.workers(2);
  }

  /**
   * How long a rule waits for what must happen before it fails. A rule that is kept does not wait.
   *
   * @return {@link Contract#DEFAULT_PATIENCE}, if not overridden
   */
  protected Duration patience() {
    return Contract.DEFAULT_PATIENCE;
  }

  /**
   * How many computing tasks run at once when the strategy is opened with one worker.
   *
   * @return 1, if not overridden; 0 if there is no bound, and no task ever waits for its turn
   */
  protected int tasksAtOnce() {
    return 1;
  }

  /**
   * A task that crashes its worker. Run only if the strategy declares {@link
   * Trait#ISOLATES_CRASHES}.
   *
   * @return one that halts its JVM, if not overridden
   */
  protected VoidTask crash() {
    return gil -> Runtime.getRuntime().halt(70);
  }

  /**
   * One test for each rule that applies, and one for the traits.
   *
   * @return the tests, in the order of the rules' numbers
   */
  @TestFactory
  final Stream<DynamicTest> keepsTheContract() {
    ParallelismStrategy strategy = strategy();
    strategy
        .unavailable()
        .ifPresent(
            why -> {
              throw new AssertionError(
                  "strategy \"" + strategy.id() + "\" cannot be tested here: " + why);
            });
    Contract contract =
        Contract.of(strategy)
            .settings(settings())
            .patience(patience())
            .tasksAtOnce(tasksAtOnce())
            .crash(crash());
    print(strategy, contract);
    Set<Rule> verified = ConcurrentHashMap.newKeySet();
    List<DynamicTest> tests = new ArrayList<>();
    for (Rule rule : contract.rules()) {
      tests.add(dynamicTest(rule.toString(), () -> verify(contract, rule, verified)));
    }
    tests.add(
        dynamicTest(
            "every declared trait was put to the test", () -> checkTraits(contract, verified)));
    return tests.stream();
  }

  private static void verify(Contract contract, Rule rule, Set<Rule> verified)
      throws InterruptedException {
    verified.add(rule);
    Contract.Verdict verdict = contract.verify(rule);
    if (verdict.failure().isPresent()) {
      throw new AssertionError(
          rule + "\nis not kept; see " + rule.spec() + "\n" + verdict.failure().get().getMessage(),
          verdict.failure().get());
    }
  }

  private static void checkTraits(Contract contract, Set<Rule> verified) {
    assertEquals(Set.of(), contract.untested(verified), "declared traits that no rule has tested");
    assertTrue(
        verified.size() >= FEWEST_RULES,
        () -> verified.size() + " rules were run, of at least " + FEWEST_RULES);
  }

  private void print(ParallelismStrategy strategy, Contract contract) {
    if (!PRINTED.add(getClass())) {
      return;
    }
    Map<String, List<String>> byReason = new TreeMap<>();
    for (Contract.Waived waived : contract.waived()) {
      byReason.computeIfAbsent(waived.reason(), _ -> new ArrayList<>()).add(waived.rule().number());
    }
    StringBuilder out = new StringBuilder();
    out.append("Contract of \"").append(strategy.id()).append("\": ");
    out.append(contract.rules().size()).append(" rules apply, ");
    out.append(contract.waived().size()).append(" do not\n");
    byReason.forEach(
        (reason, numbers) ->
            out.append("  it ").append(reason).append(": ").append(numbers).append('\n'));
    System.out.print(out);
  }
}
