package dev.gil.testkit.explore;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test method that is the body of an exploration: it runs once in each execution, and fails with
 * the report of the first that went wrong.
 *
 * {@snippet :
 * @InterleavingTest(executions = 5_000)
 * void aTransferKeepsTheTotal() {
 *   var bank = new Bank();
 *   Forked a = Interleavings.fork(() -> bank.transfer(1, 2, 30));
 *   Forked b = Interleavings.fork(() -> bank.transfer(2, 1, 20));
 *   Interleavings.join(a, b);
 *   assertThat(bank.total()).isEqualTo(200);
 * }
 * }
 *
 * <p>Methods called before and after each test run once, round all executions, so the method makes
 * its objects itself. It has no parameters. While a failure is looked into, put its token into
 * {@link #replay()}: then that one execution runs.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@TestTemplate
@ExtendWith(InterleavingExtension.class)
@SuppressWarnings("exports") // JUnit alone makes one
public @interface InterleavingTest {
  /** Stands for a random seed. */
  long RANDOM_SEED = Long.MIN_VALUE;

  /**
   * How many executions are run at most.
   *
   * @return at least 1
   */
  int executions() default 2_000;

  /**
   * Who chooses the interleavings.
   *
   * @return an explorer
   */
  Explorer explorer() default Explorer.PORTFOLIO;

  /**
   * The seed of all random numbers; the system property {@code gil.testkit.seed} takes precedence.
   *
   * @return any number; {@link #RANDOM_SEED} draws one, which the report tells
   */
  long seed() default RANDOM_SEED;

  /**
   * How many orderings a bug takes that PCT looks for.
   *
   * @return at least 1
   */
  int depth() default 3;

  /**
   * The bound of BOUNDED.
   *
   * @return 0 or more
   */
  int preemptions() default 2;

  /**
   * Which packages are woven, as by {@link Interleavings#weave}; {@code "."} is the test's own. The
   * method then runs on a new object of the woven test class each time, without what JUnit calls
   * before it.
   *
   * @return empty to weave nothing
   */
  String[] weave() default {};

  /**
   * Inside which classes of {@code java.util.concurrent} there are points, as by {@link
   * Interleavings#weaveInside}.
   *
   * @return empty for none
   */
  Class<?>[] weaveInside() default {};

  /**
   * A token to replay instead of exploring.
   *
   * @return of a failure's report; empty to explore
   */
  String replay() default "";
}
