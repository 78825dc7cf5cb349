package dev.gil.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.testkit.explore.Failure;
import dev.gil.testkit.monitors.BrokenMonitors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;

/** What the report of a contract test tells to write is the same failure again. */
class ReplayHintTest {
  private static final String WOVEN = "dev.gil.testkit.monitors";

  private static final Pattern RULE_AND_TOKEN =
      Pattern.compile("Contract\\.rule\\(\"(S[0-9.]+)\"\\).*\\.replay\\(\"(gil1:[^\"]+)\"\\)");

  private static String report(DynamicTest test) {
    try {
      test.getExecutable().execute();
      return "";
    } catch (Throwable broken) {
      return String.valueOf(broken.getMessage());
    }
  }

  @Test
  void whatIsToldReplays() {
    BrokenMonitors tested = new BrokenMonitors();
    StrategyContract asFramework = tested;
    for (DynamicTest test : asFramework.keepsTheContractExplored().toList()) {
      String report = report(test);
      if (!report.isEmpty()) {
        Matcher told = RULE_AND_TOKEN.matcher(report);
        assertThat(told.find()).as(report).isTrue();
        String rule = told.group(1);
        String token = told.group(2);
        assertThat(report)
            .contains(
                "replay: Contract.of(new BrokenMonitors().strategy()).explored(Contract.rule(\""
                    + rule
                    + "\"), () -> new BrokenMonitors().strategy(), \""
                    + WOVEN
                    + "\").replay(\""
                    + token
                    + "\")");
        Failure again =
            Contract.of(tested.strategy())
                .explored(Contract.rule(rule), BrokenMonitors.maker(), WOVEN)
                .replay(token);
        assertThat(report).contains(again.message());
        return;
      }
    }
    throw new AssertionError("no rule found the mistake");
  }
}
