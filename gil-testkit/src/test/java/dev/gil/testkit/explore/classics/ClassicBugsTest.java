package dev.gil.testkit.explore.classics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.testkit.explore.Exploration;
import dev.gil.testkit.explore.Explorer;
import dev.gil.testkit.explore.Failure;
import dev.gil.testkit.explore.FailureKind;
import dev.gil.testkit.explore.Interleavings;
import dev.gil.testkit.explore.Interleavings.Body;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ClassicBugsTest {
  /** What a twin is run with; a build that has time sets 10,000. */
  private static final int TWIN_EXECUTIONS = Integer.getInteger("gil.testkit.twins", 300);

  private static final int SEEDS = 20;

  static final FailureKind[] ALL_BUT_RACES =
      Stream.of(FailureKind.values())
          .filter(kind -> kind != FailureKind.DATA_RACE)
          .toArray(FailureKind[]::new);

  static Stream<Named<Body>> broken() {
    return Stream.of(
        body("lost update", LostUpdate::broken),
        body("lost update of a volatile", LostUpdate::brokenVolatile),
        body("check then act on a concurrent map", CheckThenAct::broken),
        body("check then act on a synchronized list", CheckThenAct::brokenOnSynchronizedList),
        body("deadlock of two locks", Deadlock::brokenLocks),
        body("deadlock of two monitors", Deadlock::brokenMonitors),
        body("missed signal", MissedSignal::broken),
        body("ABA on a stack", AbaStack::broken),
        body("published before it is ready", DoubleChecked::brokenPublishedEarly),
        body("get and set of an atomic", AtomicGetSet::broken),
        body("reference count not atomic", Refcount::brokenNotAtomic),
        body("reference count raised from zero", Refcount::brokenRetainAfterZero),
        body("bounded buffer that notifies one", BoundedBuffer::broken),
        body("tasks of a pool", Pools::brokenSubmit));
  }

  static Stream<Named<Body>> correct() {
    return Stream.of(
        body("by a monitor", LostUpdate::correctByMonitor),
        body("by a lock", LostUpdate::correctByLock),
        body("by a stamped lock", LostUpdate::correctByStampedLock),
        body("by an updater", LostUpdate::correctByUpdater),
        body("by an adder", LostUpdate::correctByAdder),
        body("by merge", CheckThenAct::correctByMerge),
        body("by the list's monitor", CheckThenAct::correctOnSynchronizedList),
        body("locks in one order", Deadlock::correctLocks),
        body("monitors in one order", Deadlock::correctMonitors),
        body("a guarded wait", MissedSignal::correctMonitor),
        body("a guarded condition", MissedSignal::correctCondition),
        body("a latch", MissedSignal::correctLatch),
        body("park and unpark", MissedSignal::correctPark),
        body("a stamped reference", AbaStack::correctByStamp),
        body("double-checked with volatile", DoubleChecked::correct),
        body("a holder class", DoubleChecked::correctByHolder),
        body("an atomic step", AtomicGetSet::correct),
        body("a semaphore", AtomicGetSet::correctBySemaphore),
        body("counted under a monitor", Refcount::correctByMonitor),
        body("retained unless zero", Refcount::correctRetain),
        body("a buffer that notifies all", BoundedBuffer::correct),
        body("a blocking queue", BoundedBuffer::correctQueue),
        body("a pool's futures", Pools::correctSubmit),
        body("completable futures", Pools::correctFutures),
        body("a read-write lock", Pools::correctReadWrite));
  }

  private static Named<Body> body(String name, Body body) {
    return Named.of(name, body);
  }

  @ParameterizedTest
  @MethodSource("broken")
  void thePortfolioFindsItOnEverySeed(Body body) {
    for (int seed = 0; seed < SEEDS; seed++) {
      Exploration explored =
          Interleavings.of(body).weave().detect(ALL_BUT_RACES).executions(10_000).seed(seed).run();
      assertThat(explored.failure()).as("seed %d: %s", seed, explored).isPresent();
    }
  }

  private static Failure failure(Interleavings woven) {
    Exploration explored = woven.detect(ALL_BUT_RACES).executions(10_000).run();
    return explored.failure().orElseThrow(() -> new AssertionError(explored));
  }

  /** By the first schedule of the least bound that fails: there is none with fewer preemptions. */
  private static int fewestPreemptions(Body body) {
    return failure(Interleavings.of(body).weave().explorer(Explorer.BOUNDED).preemptions(1))
        .preemptions();
  }

  @ParameterizedTest
  @MethodSource("broken")
  void shrinkingReachesTheFewestPreemptionsThereAre(Body body) {
    int fewest = fewestPreemptions(body);
    assertThat(fewest).isLessThanOrEqualTo(1);
    for (int seed = 0; seed < SEEDS; seed++) {
      Failure found = failure(Interleavings.of(body).weave().seed(seed));
      assertThat(found.preemptions()).as("seed %d: %s", seed, found).isEqualTo(fewest);
      assertThat(found.reruns()).isLessThanOrEqualTo(200);
    }
  }

  @ParameterizedTest
  @MethodSource("correct")
  void theCorrectTwinRaisesNoAlarm(Body body) {
    Exploration explored = Interleavings.of(body).weave().executions(TWIN_EXECUTIONS).seed(1).run();
    assertThat(explored.failure()).as("%s", explored).isEmpty();
  }

  static Stream<Arguments> racy() {
    return Stream.of(
        Arguments.of(body("double-checked", DoubleChecked::brokenWithoutVolatile), "plain"),
        Arguments.of(body("lost update", LostUpdate::broken), "count"),
        Arguments.of(body("early", DoubleChecked::brokenPublishedEarly), "size"));
  }

  @ParameterizedTest
  @MethodSource("racy")
  void aRaceNamesTheFieldWithinTenExecutions(Body body, String field) {
    Exploration explored = Interleavings.of(body).weave().executions(10).seed(1).run();
    Failure failure = explored.failure().orElseThrow();
    assertThat(failure.kind()).isEqualTo(FailureKind.DATA_RACE);
    assertThat(failure.message()).contains("." + field + " is not volatile");
  }

  @Test
  void aTokenOfWovenCodeReplays() {
    Interleavings woven = Interleavings.of(AbaStack::broken).weave().detect(ALL_BUT_RACES).seed(3);
    Failure found = woven.executions(10_000).run().failure().orElseThrow();
    for (int i = 0; i < 20; i++) {
      Failure again = woven.replay(found.token().orElseThrow());
      assertThat(again.table()).isEqualTo(found.table());
    }
  }

  @Test
  void staticsAreNewInEachExecutionUnlessTheyAreKept() {
    Body body = TwoByTwentyFive::correctOnlyWhenReset;
    assertThat(Interleavings.of(body).weave().executions(100).run().failure()).isEmpty();
    assertThat(Interleavings.of(body).weave().keepStatics().executions(100).run().failure())
        .isPresent();
  }
}
