package dev.gil.testkit;

import dev.gil.spi.Trait;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which rules of a contract were run and which of them were kept. A suite in which most tests did
 * not run is green too: this one says so, and is not. Thread-safe.
 */
final class Scorecard {
  private static final int FEWEST_PERCENT = 60;

  private final Contract contract;
  private final Set<Rule> ran = ConcurrentHashMap.newKeySet();
  private final Set<Rule> kept = ConcurrentHashMap.newKeySet();

  Scorecard(Contract contract) {
    this.contract = contract;
  }

  void ran(Contract.Verdict verdict) {
    ran.add(verdict.rule());
    if (verdict.kept()) {
      kept.add(verdict.rule());
    }
  }

  /** Fails if too little was put to the test to say anything about the strategy. */
  void requireEnough() {
    int apply = contract.rules().size();
    if (ran.size() * 100 < apply * FEWEST_PERCENT) {
      throw new AssertionError(
          ran.size()
              + " of the "
              + apply
              + " rules that apply were run: fewer than "
              + FEWEST_PERCENT
              + " of 100");
    }
    Set<Trait> untested = contract.untested(Set.copyOf(ran));
    if (!untested.isEmpty()) {
      throw new AssertionError("declared traits that no rule has tested: " + untested);
    }
  }

  /** The counts, then what says nothing about the strategy, by reason. */
  String text() {
    StringBuilder out = new StringBuilder("Contract of \"").append(contract.id()).append("\": ");
    List<Rule> apply = contract.rules();
    out.append(kept.size()).append(" rules kept, ");
    out.append(ran.size() - kept.size()).append(" broken, ");
    out.append(apply.size() - ran.size()).append(" not run, ");
    out.append(contract.waived().size()).append(" not applicable\n");
    line(out, "broken", apply.stream().filter(r -> ran.contains(r) && !kept.contains(r)).toList());
    line(out, "not run", apply.stream().filter(rule -> !ran.contains(rule)).toList());
    waivedByReason().forEach((reason, rules) -> line(out, "it " + reason, rules));
    return out.toString();
  }

  private Map<String, List<Rule>> waivedByReason() {
    Map<String, List<Rule>> byReason = new TreeMap<>();
    for (Contract.Waived waived : contract.waived()) {
      byReason.computeIfAbsent(waived.reason(), _ -> new ArrayList<>()).add(waived.rule());
    }
    return byReason;
  }

  private static void line(StringBuilder out, String what, List<Rule> rules) {
    if (!rules.isEmpty()) {
      out.append("  ").append(what).append(": ");
      out.append(String.join(" ", rules.stream().map(Rule::number).toList())).append('\n');
    }
  }
}
