package dev.gil.testkit.monitors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gil.spi.StrategySettings;
import dev.gil.testkit.Contract;
import dev.gil.testkit.Rule;
import dev.gil.testkit.explore.Failure;
import dev.gil.testkit.explore.FailureKind;
import dev.gil.testkit.explore.Interleavings;
import dev.gil.testkit.monitors.MonitorStrategy.Fault;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Explored rules reject mistakes that take one order of a few threads to show. */
class ExploredRulesTest {
  private static final String WOVEN = "dev.gil.testkit.monitors";

  private static MonitorStrategy looksBeforeItLocks() {
    return new MonitorStrategy(Fault.LOOKS_BEFORE_IT_LOCKS);
  }

  private static MonitorStrategy trustsItsWakeUp() {
    return new MonitorStrategy(Fault.TRUSTS_ITS_WAKE_UP);
  }

  private static MonitorStrategy wakesForTheFirstOnly() {
    return new MonitorStrategy(Fault.WAKES_FOR_THE_FIRST_ONLY);
  }

  private static MonitorStrategy locksCrosswise() {
    return new MonitorStrategy(Fault.LOCKS_CROSSWISE);
  }

  private static Contract.Maker maker(Fault fault) {
    return switch (fault) {
      case LOOKS_BEFORE_IT_LOCKS -> ExploredRulesTest::looksBeforeItLocks;
      case TRUSTS_ITS_WAKE_UP -> ExploredRulesTest::trustsItsWakeUp;
      case WAKES_FOR_THE_FIRST_ONLY -> ExploredRulesTest::wakesForTheFirstOnly;
      case LOCKS_CROSSWISE -> ExploredRulesTest::locksCrosswise;
    };
  }

  private static Interleavings explored(Rule rule, Contract.Maker maker) {
    return Contract.of(maker.make()).explored(rule, maker, WOVEN).executions(50).seed(1);
  }

  @ParameterizedTest
  @CsvSource({
    "LOOKS_BEFORE_IT_LOCKS, DATA_RACE",
    "TRUSTS_ITS_WAKE_UP, EXCEPTION",
    "WAKES_FOR_THE_FIRST_ONLY, LIVELOCK EXCEPTION",
    "LOCKS_CROSSWISE, DEADLOCK"
  })
  void aMistakeIsFoundByARuleAndFoundAgainByItsToken(Fault fault, String kinds) {
    Contract.Maker maker = maker(fault);
    for (Rule rule : Contract.of(maker.make()).explorable()) {
      Interleavings exploration = explored(rule, maker);
      Optional<Failure> found = exploration.run().failure();
      if (found.isPresent()) {
        assertThat(found.get().kind())
            .isIn(Stream.of(kinds.split(" ")).map(FailureKind::valueOf).toArray());
        Failure again = exploration.replay(found.get().token().orElseThrow());
        assertThat(again.toString()).contains(found.get().kind().name());
        return;
      }
    }
    throw new AssertionError(fault + " was found by no rule");
  }

  @Test
  void aReportSaysHowItsRuleIsReplayed() {
    Contract.Maker maker = maker(Fault.LOCKS_CROSSWISE);
    for (Rule rule : Contract.of(maker.make()).explorable()) {
      Optional<Failure> found = explored(rule, maker).run().failure();
      if (found.isPresent()) {
        String token = found.get().token().orElseThrow();
        assertThat(found.get().toString())
            .contains(
                "replay: Contract.of(strategy).explored(Contract.rule(\"%s\"), maker, \"%s\")"
                        .formatted(rule.number(), WOVEN)
                    + ".replay(\""
                    + token
                    + "\")");
        Failure again =
            Contract.of(maker.make())
                .explored(Contract.rule(rule.number()), maker, WOVEN)
                .replay(token);
        assertThat(again.message()).isEqualTo(found.get().message());
        return;
      }
    }
    throw new AssertionError("found by no rule");
  }

  @Test
  void whatAReplayNeedsBesideTheRuleIsTold() {
    Contract.Maker maker = maker(Fault.LOOKS_BEFORE_IT_LOCKS);
    Contract contract =
        Contract.of(maker.make())
            .settings(StrategySettings.DEFAULTS.workers(3))
            .patience(Duration.ofSeconds(7))
            .tasksAtOnce(2);
    for (Rule rule : contract.explorable()) {
      Optional<Failure> found =
          contract.explored(rule, maker, WOVEN).executions(50).seed(1).run().failure();
      if (found.isPresent()) {
        assertThat(found.get().toString())
            .contains(
                "replay: Contract.of(strategy).settings(settings)"
                    + ".patience(Duration.parse(\"PT7S\")).tasksAtOnce(2).explored(");
        return;
      }
    }
    throw new AssertionError("found by no rule");
  }

  @Test
  void aNumberThatNoRuleHasIsRefused() {
    assertThatThrownBy(() -> Contract.rule("S0.0"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no rule has the number \"S0.0\": they are such as S5.1");
  }

  @Test
  void aStrategyThatIsNotWovenIsRefused() {
    Contract contract = Contract.of(new MonitorStrategy());
    Rule first = contract.explorable().getFirst();
    assertThatThrownBy(
            () -> contract.explored(first, MonitorStrategy::new, "com.acme").run().check())
        .hasMessageContaining("is not woven");
  }

  @Test
  void aRuleThatNeedsRealTimeIsRefusedWithTheReason() {
    Contract contract = Contract.of(new MonitorStrategy());
    Contract.Waived timed = contract.unexplorable().getFirst();
    assertThatThrownBy(() -> contract.explored(timed.rule(), MonitorStrategy::new, WOVEN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(timed.reason());
  }

  @Test
  void mostRulesThatApplyAreExplored() {
    Contract contract = Contract.of(new MonitorStrategy());
    assertThat(contract.explorable()).hasSizeGreaterThan(contract.rules().size() * 8 / 10);
    assertThat(contract.explorable().size() + contract.unexplorable().size())
        .isEqualTo(contract.rules().size());
  }
}
