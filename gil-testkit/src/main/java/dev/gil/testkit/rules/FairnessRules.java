package dev.gil.testkit.rules;

import static dev.gil.spi.Trait.ONE_AT_A_TIME;
import static dev.gil.spi.Trait.OVERLAPS_BLOCKING;
import static dev.gil.spi.Trait.PARALLEL_CPU;
import static dev.gil.spi.Trait.SAME_THREAD;
import static dev.gil.spi.Trait.SHARES_HEAP;
import static dev.gil.spi.Trait.YIELDS_AT_CHECKPOINT;
import static dev.gil.testkit.rules.Probe.rule;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.Attachment;
import dev.gil.spi.GilExecutor;
import dev.gil.spi.TaskFuture;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** S12: who gets on while others run: by parallel cores, by blocking, by checkpoints. */
final class FairnessRules {
  private static final int ROUNDS = 20;

  private FairnessRules() {}

  static List<Probe> all() {
    return List.of(
        rule(
                "S12.1",
                "an endless loop of checkpoints lets another task finish",
                "Trait#YIELDS_AT_CHECKPOINT")
            .proves(YIELDS_AT_CHECKPOINT)
            .by(FairnessRules::endlessLoop),
        rule("S12.2", "two loops of checkpoints both get on", "Trait#YIELDS_AT_CHECKPOINT")
            .needs(SHARES_HEAP)
            .proves(YIELDS_AT_CHECKPOINT)
            .by(FairnessRules::bothGetOn),
        rule("S12.3", "two tasks that compute are inside at once", "Trait#PARALLEL_CPU")
            .proves(PARALLEL_CPU)
            .by(FairnessRules::parallel),
        rule("S12.4", "while a task is blocked another runs", "Trait#OVERLAPS_BLOCKING")
            .without(ONE_AT_A_TIME) // S10.7 asks those, under their lock
            .without(SAME_THREAD)
            .proves(OVERLAPS_BLOCKING)
            .by(FairnessRules::overlapsBlocking),
        rule(
                "S12.5",
                "while an async task waits for its stage another runs",
                "Trait#OVERLAPS_BLOCKING")
            .needs(SAME_THREAD)
            .proves(OVERLAPS_BLOCKING)
            .by(FairnessRules::overlapsStages));
  }

  private static void endlessLoop(Trial t) throws Exception {
    GilExecutor pool = t.open(t.wide());
    Marks m = t.marks();
    TaskFuture<?> endless =
        pool.run(
            gil -> {
              m.set("looping");
              while (true) {
                gil.checkpoint();
              }
            });
    t.awaitMark("looping");
    t.<String>get(pool.submit(gil -> "another"));
    endless.cancel(true);
    t.assertEnds(pool);
  }

  private static void bothGetOn(Trial t) throws Exception {
    GilExecutor pool = t.open(t.wide());
    AtomicInteger first = new AtomicInteger();
    AtomicInteger second = new AtomicInteger();
    int rounds = t.times(ROUNDS);
    TaskFuture<?> one = pool.run(gil -> alternate(gil, first, second, rounds));
    TaskFuture<?> other = pool.run(gil -> alternate(gil, second, first, rounds));
    t.get(one);
    t.get(other);
  }

  /** Goes a round ahead of the other at most, so that neither ends unless both get on. */
  private static void alternate(
      Attachment gil, AtomicInteger mine, AtomicInteger theirs, int rounds) {
    for (int round = 1; round <= rounds; round++) {
      mine.set(round);
      while (theirs.get() < round) {
        gil.checkpoint();
      }
    }
  }

  private static void parallel(Trial t) throws Exception {
    GilExecutor pool = t.open(t.wide());
    Marks m = t.marks();
    TaskFuture<?> one =
        pool.run(
            gil -> {
              m.set("one-inside");
              m.spin("other-inside");
            });
    TaskFuture<?> other =
        pool.run(
            gil -> {
              m.set("other-inside");
              m.spin("one-inside");
            });
    t.get(one);
    t.get(other);
  }

  private static void overlapsBlocking(Trial t) throws Exception {
    GilExecutor pool = t.open(t.wide());
    Marks m = t.marks();
    TaskFuture<?> blocked =
        pool.run(
            gil -> {
              m.set("blocked");
              gil.detached(() -> m.await("other-ran"));
            });
    t.awaitMark("blocked");
    t.get(pool.run(gil -> m.set("other-ran")));
    t.get(blocked);
  }

  private static void overlapsStages(Trial t) throws Exception {
    GilExecutor pool = t.open();
    Marks m = t.marks();
    TaskFuture<String> waiting =
        pool.submitAsync(
            gil -> {
              m.set("waiting");
              return StageRules.afterMark(m, "other-ran", "after the other");
            });
    t.awaitMark("waiting");
    t.get(pool.run(gil -> m.set("other-ran")));
    assertThat(t.<String>get(waiting)).isEqualTo("after the other");
  }
}
