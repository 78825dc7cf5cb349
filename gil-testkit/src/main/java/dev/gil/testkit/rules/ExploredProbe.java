package dev.gil.testkit.rules;

import dev.gil.spi.ParallelismStrategy;
import dev.gil.testkit.explore.Explorer;
import dev.gil.testkit.explore.Interleavings;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Runs a probe under the explorer: the strategy's own code is woven, so that its threads and
 * monitors are the explorer's; the rule's tasks and the lock decide at level 0.
 */
public final class ExploredProbe {
  /** Makes the strategy of one execution. */
  @FunctionalInterface
  public interface Maker {
    /**
     * Makes it.
     *
     * @param loader of the woven classes
     */
    ParallelismStrategy make(ClassLoader loader) throws Exception;
  }

  private ExploredProbe() {}

  /**
   * What is explored, to be run or replayed.
   *
   * @param packages of the strategy's own code
   * @param again makes of a token what to write to have its failure again
   */
  public static Interleavings of(
      Probe probe,
      Subject subject,
      Maker maker,
      List<String> packages,
      UnaryOperator<String> again) {
    return Interleavings.of(
            () -> {
              // The exploration has set its own loader for the threads of the body.
              ClassLoader loader = Thread.currentThread().getContextClassLoader();
              Subject here = subject.of(woven(maker.make(loader), loader, packages));
              try (Trial trial = new Trial(here, new Ground.Explored(here))) {
                probe.check(trial);
              }
            })
        .explorer(Explorer.RANDOM_WALK)
        .weave(packages.toArray(String[]::new))
        .replayedBy(again);
  }

  /** A strategy that is not woven has threads that nobody controls. */
  private static ParallelismStrategy woven(
      ParallelismStrategy made, ClassLoader loader, List<String> packages) {
    Class<?> type = made.getClass();
    if (type.getClassLoader() != loader) {
      throw new IllegalArgumentException(
          "the strategy "
              + type.getName()
              + " is not woven, which "
              + packages
              + " are; name its own packages, and keep it out of the test kit's");
    }
    return made;
  }
}
