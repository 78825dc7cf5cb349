package dev.gil.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gil.spi.Trait;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScorecardTest {
  private final Contract contract =
      Contract.of(new PooledStrategy(Trait.ONE_AT_A_TIME, Trait.SHARES_HEAP));
  private final List<Rule> rules = contract.rules();
  private final Scorecard card = new Scorecard(contract);

  private void keep(List<Rule> kept) {
    kept.forEach(rule -> card.ran(new Contract.Verdict(rule, Optional.empty())));
  }

  @Test
  void allRulesAreEnough() {
    keep(rules);
    card.requireEnough();
    assertThat(card.text())
        .contains(rules.size() + " rules kept, 0 broken, 0 not run")
        .contains("it does not declare NEEDS_SERIALIZABLE: S1.6 S1.7");
  }

  @Test
  void lessThanSixtyOfAHundredRulesAreNotEnough() {
    keep(rules.subList(0, rules.size() * 6 / 10 - 1));
    assertThatThrownBy(card::requireEnough)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("fewer than 60 of 100");
  }

  @Test
  void aTraitWithoutARuleThatRanIsNotEnough() {
    keep(rules.stream().filter(rule -> !proves(rule, Trait.ONE_AT_A_TIME)).toList());
    assertThatThrownBy(card::requireEnough)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("no rule has tested: [ONE_AT_A_TIME]");
  }

  private boolean proves(Rule rule, Trait trait) {
    return !contract.untested(Set.of(rule)).contains(trait);
  }

  @Test
  void whatIsBrokenAndWhatDidNotRunIsNamed() {
    keep(rules.subList(2, rules.size()));
    card.ran(new Contract.Verdict(rules.getFirst(), Optional.of(new AssertionError("broken"))));
    assertThat(card.text())
        .contains((rules.size() - 2) + " rules kept, 1 broken, 1 not run")
        .contains("broken: S1.1\n")
        .contains("not run: S1.2\n");
  }
}
