package dev.gil.testkit;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.gil.spi.ParallelismStrategy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** No rule asks for more than was promised: what is odd but right keeps them all. */
class OddStrategiesTest {
  /**
   * Rules that wait leave the processors to others; those that look for leaks are alone. All
   * virtual threads have the same carriers, which the loops of several rules would use up.
   */
  private static final int AT_ONCE = 4;

  /** Where nearly all of a rule's time is a wait for threads that start late. */
  private static final int LATE_AT_ONCE = 16;

  @TestFactory
  Stream<DynamicTest> keepsEveryRule() {
    return Stream.of(
        whole("the last first", OddStrategies.lastFirst(), 1),
        whole("random order", OddStrategies.randomOrder(), 1),
        whole("by label", OddStrategies.byLabel(), 1),
        whole("one worker", OddStrategies.oneWorker(), 1),
        whole("half a second to start", OddStrategies.slowStart(), 1),
        whole("batches of eight", OddStrategies.batching(), 1),
        whole("two levels of queues", OddStrategies.twoLevels(), 1),
        whole("hops", OddStrategies.hops(), 1),
        whole("fresh threads, one at a time", OddStrategies.freshThreads(), 1),
        whole("a thread for each job", OddStrategies.threadPerJob(), 0),
        whole("a virtual thread for each job", OddStrategies.virtualThreads(), 0),
        whole("a borrowed pool without a lock", OddStrategies.borrowedPool(), 1));
  }

  private static DynamicTest whole(String name, ParallelismStrategy odd, int tasksAtOnce) {
    return dynamicTest(name, () -> assertKeepsAll(odd, tasksAtOnce));
  }

  private static void assertKeepsAll(ParallelismStrategy odd, int tasksAtOnce) throws Exception {
    Contract contract = Contract.of(odd).tasksAtOnce(tasksAtOnce);
    int atOnce =
        switch (odd.id()) {
          case OddStrategies.ON_CARRIERS -> 1;
          case OddStrategies.LATE -> LATE_AT_ONCE;
          default -> AT_ONCE;
        };
    Scorecard card = new Scorecard(contract);
    List<Rule> alone = new ArrayList<>();
    List<Future<Contract.Verdict>> verdicts = new ArrayList<>();
    try (ExecutorService runs = Executors.newFixedThreadPool(atOnce)) {
      for (Rule rule : contract.rules()) {
        if (rule.number().startsWith("S15.")) {
          alone.add(rule);
        } else {
          verdicts.add(runs.submit(() -> contract.verify(rule)));
        }
      }
    }
    for (Future<Contract.Verdict> verdict : verdicts) {
      judge(card, verdict.get());
    }
    for (Rule rule : alone) {
      judge(card, contract.verify(rule));
    }
    card.requireEnough();
  }

  private static void judge(Scorecard card, Contract.Verdict verdict) {
    card.ran(verdict);
    verdict
        .failure()
        .ifPresent(
            why -> {
              throw new AssertionError(verdict.rule() + " rejects what is right", why);
            });
  }
}
