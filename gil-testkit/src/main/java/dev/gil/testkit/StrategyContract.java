package dev.gil.testkit;

import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.gil.spi.ParallelismStrategy;
import dev.gil.spi.StrategySettings;
import dev.gil.spi.Trait;
import dev.gil.spi.VoidTask;
import dev.gil.testkit.explore.engine.Opening;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
 * skipped. A last test prints how many rules were kept, broken and not run, and which do not apply
 * and why, as {@link Contract#waived()} does. It fails if fewer than 60 of 100 rules that apply
 * were run, or if a declared trait was not put to the test: a strategy cannot pass by promising
 * what nobody looks at, nor a build by looking at little. To run one rule, run its test without the
 * last. A strategy that {@linkplain ParallelismStrategy#unavailable() cannot run here} fails.
 *
 * <p>What does not follow from the traits is said by overriding: {@link #settings()}, how long to
 * wait for what must happen ({@link #patience()}), how many tasks run at once ({@link
 * #tasksAtOnce()}), how to crash a worker ({@link #crash()}). Tasks of the rules use nothing but
 * the JDK, gil, and files in a private temporary directory, so they run in another JVM on the same
 * machine too.
 */
public abstract class StrategyContract {
  /** Each build explores the same interleavings, unless told otherwise. */
  private static final long DEFAULT_SEED = 1;

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
   * How many executions each rule gets under the explorer, where the strategy shares the heap.
   *
   * @return 20, if not overridden; 0 to explore none
   */
  protected int executions() {
    return 20;
  }

  /**
   * The strategy's own code, which is woven for the explorer: packages, with those below them, or
   * classes.
   *
   * @return the packages of this test and of the strategy, if not overridden
   */
  protected List<String> wovenPackages() {
    return Stream.of(getClass(), strategy().getClass())
        .map(Class::getPackageName)
        .distinct()
        .toList();
  }

  /**
   * One test for each rule that can be run under the explorer: many interleavings of the strategy's
   * own threads, the tasks and the lock, the same in each build, and a token to replay one that
   * breaks the rule. Needs a test class with a constructor without parameters, and {@code
   * --add-opens java.base/java.lang=...} as {@link dev.gil.testkit.explore.Interleavings} says;
   * without it one test is skipped that tells so.
   *
   * @return the tests, in the order of the rules' numbers; none if the strategy shares no heap
   */
  @TestFactory
  final Stream<DynamicTest> keepsTheContractExplored() {
    Contract contract = contract();
    if (executions() == 0 || contract.explorable().isEmpty()) {
      return Stream.empty();
    }
    Optional<String> missing = Opening.missing();
    if (missing.isPresent()) {
      return Stream.of(
          dynamicTest(
              "the rules under the explorer", () -> abort("not explored: " + missing.get())));
    }
    List<DynamicTest> tests = new ArrayList<>();
    for (Rule rule : contract.explorable()) {
      tests.add(
          dynamicTest(
              rule + ", in " + executions() + " interleavings", () -> explore(contract, rule)));
    }
    return tests.stream();
  }

  private void explore(Contract contract, Rule rule) {
    String test = getClass().getName();
    String again = "new " + getClass().getSimpleName() + "().strategy()";
    contract
        .explored(
            rule, loader -> strategyOf(test, loader), wovenPackages(), again, "() -> " + again)
        .executions(executions())
        .seed(Long.getLong("gil.testkit.seed", DEFAULT_SEED))
        .run()
        .check();
  }

  /** The strategy of a test class, woven. */
  private static ParallelismStrategy strategyOf(String test, ClassLoader loader)
      throws ReflectiveOperationException {
    var constructor = Class.forName(test, true, loader).getDeclaredConstructor();
    constructor.setAccessible(true);
    return ((StrategyContract) constructor.newInstance()).strategy();
  }

  /**
   * One test for each rule that applies, and one that looks back on them.
   *
   * @return the tests, in the order of the rules' numbers
   */
  @TestFactory
  final Stream<DynamicTest> keepsTheContract() {
    Contract contract = contract();
    Scorecard card = new Scorecard(contract);
    List<DynamicTest> tests = new ArrayList<>();
    for (Rule rule : contract.rules()) {
      tests.add(dynamicTest(rule.toString(), () -> verify(contract, rule, card)));
    }
    tests.add(
        dynamicTest(
            "most rules were run, and every declared trait was put to the test",
            () -> {
              System.out.print(card.text());
              card.requireEnough();
            }));
    return tests.stream();
  }

  private Contract contract() {
    ParallelismStrategy strategy = strategy();
    strategy
        .unavailable()
        .ifPresent(
            why -> {
              throw new AssertionError(
                  "strategy \"" + strategy.id() + "\" cannot be tested here: " + why);
            });
    return Contract.of(strategy)
        .settings(settings())
        .patience(patience())
        .tasksAtOnce(tasksAtOnce())
        .crash(crash());
  }

  private static void verify(Contract contract, Rule rule, Scorecard card)
      throws InterruptedException {
    Contract.Verdict verdict = contract.verify(rule);
    card.ran(verdict);
    if (verdict.failure().isPresent()) {
      throw new AssertionError(
          rule + "\nis not kept; see " + rule.spec() + "\n" + verdict.failure().get().getMessage(),
          verdict.failure().get());
    }
  }
}
