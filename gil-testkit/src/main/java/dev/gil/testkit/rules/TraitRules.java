package dev.gil.testkit.rules;

import static dev.gil.spi.Trait.DISTRIBUTED;
import static dev.gil.spi.Trait.LOCK_PER_WORKER;
import static dev.gil.spi.Trait.NEEDS_SERIALIZABLE;
import static dev.gil.spi.Trait.ONE_AT_A_TIME;
import static dev.gil.spi.Trait.PARALLEL_CPU;
import static dev.gil.spi.Trait.SAME_THREAD;
import static dev.gil.spi.Trait.SHARES_HEAP;
import static dev.gil.testkit.rules.Probe.rule;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.spi.ParallelismStrategy;
import dev.gil.spi.Trait;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** S17: what a strategy says of itself. */
final class TraitRules {
  private TraitRules() {}

  static List<Probe> all() {
    return List.of(
        rule("S17.1", "the id is lower-case words joined by hyphens", "ParallelismStrategy#id()")
            .by(
                t ->
                    assertThat(t.subject().strategy().id()).matches("[a-z][a-z0-9]*(-[a-z0-9]+)*")),
        rule(
                "S17.2",
                "the traits are the same before, while and after it is used",
                "ParallelismStrategy#traits()")
            .by(TraitRules::constant),
        rule("S17.3", "the traits do not contradict each other", "Trait")
            .by(TraitRules::consistent),
        rule(
                "S17.4",
                "an executor knows its strategy, and has a lock if that has",
                "GilExecutor#lock()")
            .by(TraitRules::executor),
        rule("S17.5", "what may run on other machines travels", "Trait#DISTRIBUTED")
            .proves(DISTRIBUTED)
            .by(t -> assertThat(t.subject().traits()).contains(NEEDS_SERIALIZABLE)),
        rule("S17.6", "executors that were opened and closed leave it as it was", "Strategies")
            .by(TraitRules::opensAgain));
  }

  private static void constant(Trial t) throws Exception {
    ParallelismStrategy strategy = t.subject().strategy();
    Set<Trait> before = Set.copyOf(strategy.traits());
    var pool = t.open();
    t.<String>get(pool.submit(gil -> "used"));
    assertThat(strategy.traits()).as("traits while an executor is open").isEqualTo(before);
    t.assertEnds(pool);
    assertThat(strategy.traits()).as("traits after it was closed").isEqualTo(before);
  }

  private static void consistent(Trial t) {
    Set<Trait> traits = t.subject().traits();
    for (Set<Trait> pair :
        List.of(
            EnumSet.of(ONE_AT_A_TIME, LOCK_PER_WORKER),
            EnumSet.of(ONE_AT_A_TIME, PARALLEL_CPU),
            EnumSet.of(SAME_THREAD, PARALLEL_CPU),
            EnumSet.of(SHARES_HEAP, NEEDS_SERIALIZABLE))) {
      assertThat(traits.containsAll(pair)).as("declares both of " + pair).isFalse();
    }
    assertThat(traits).containsAnyOf(SHARES_HEAP, NEEDS_SERIALIZABLE);
  }

  private static void executor(Trial t) {
    var pool = t.open();
    assertThat(pool.strategy()).isSameAs(t.subject().strategy());
    assertThat(pool.lock().isPresent()).as("has a lock here").isEqualTo(t.has(ONE_AT_A_TIME));
  }

  private static void opensAgain(Trial t) throws Exception {
    for (int round = 0; t.again(round, 20); round++) {
      var pool = t.open(t.narrow());
      t.<String>get(pool.submit(gil -> "used"));
      pool.close();
    }
    assertThat(t.subject().strategy().unavailable()).as("why it cannot run").isEmpty();
  }
}
