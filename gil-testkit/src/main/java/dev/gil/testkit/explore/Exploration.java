package dev.gil.testkit.explore;

import dev.gil.testkit.explore.engine.Findings;
import dev.gil.testkit.explore.engine.Opening;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** What came of exploring a body. Immutable, thread-safe. */
public final class Exploration {
  private final Findings findings;
  private final Optional<Failure> failure;
  private final String settings;
  private final List<String> wovenLines;

  /**
   * What came of a search.
   *
   * @param budget how many executions were allowed
   * @param by who chose, in words
   * @param again how a failure is replayed, but for the token
   * @param wovenLines what is to be said of weaving; empty if nothing was woven
   */
  Exploration(
      Findings findings,
      long budget,
      String by,
      UnaryOperator<String> again,
      List<String> wovenLines) {
    this.findings = findings;
    this.wovenLines = List.copyOf(wovenLines);
    this.settings = by;
    Findings.Found found = findings.found();
    this.failure =
        found == null
            ? Optional.empty()
            : Optional.of(new Failure(found, headline(found, budget), again));
  }

  private String headline(Findings.Found found, long budget) {
    String where =
        String.format(
            Locale.ROOT,
            "%s found at execution %,d of %,d (%s)",
            found.fault().kind(),
            found.at(),
            budget,
            settings);
    return found.repeatable() && found.reruns() > 0
        ? String.format(
            Locale.ROOT,
            "%s, shrunk %d -> %d preemptions in %d re-runs",
            where,
            found.preemptionsBefore(),
            found.preemptions(),
            found.reruns())
        : where;
  }

  /**
   * How often the body was run, without re-runs to check and to shrink.
   *
   * @return at least 1
   */
  public long executions() {
    return findings.executions();
  }

  /**
   * The failure that ended the exploration.
   *
   * @return empty if no execution failed
   */
  public Optional<Failure> failure() {
    return failure;
  }

  /**
   * Up to how many preemptions all schedules were run.
   *
   * @return empty if {@link Explorer#BOUNDED} took no part or was not done with any bound
   */
  public OptionalInt exhaustedPreemptions() {
    return findings.bound() < 0 ? OptionalInt.empty() : OptionalInt.of(findings.bound());
  }

  /**
   * Whether there is no other schedule: every interleaving of the points was run.
   *
   * @return true only if {@link Explorer#BOUNDED} took part
   */
  public boolean isExhausted() {
    return findings.complete();
  }

  /**
   * How many decisions the longest execution took.
   *
   * @return 0 if there was never a choice
   */
  public int decisions() {
    return findings.decisions();
  }

  /**
   * What the explorer did not control, by how often: each is a way in which a replay could differ.
   *
   * @return sorted; empty if all was under control
   */
  public Map<String, Long> uncontrolled() {
    return new TreeMap<>(findings.uncontrolled());
  }

  /**
   * What was controlled and what was not, in lines.
   *
   * @return text for people
   */
  public String controlReport() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%,d executions (%s) of at most %d decisions, on %s%n",
            executions(),
            settings,
            decisions(),
            findings.threads()));
    if (isExhausted()) {
      text.append("all interleavings of the points were run\n");
    } else if (findings.bound() >= 0) {
      text.append("all schedules of at most ")
          .append(findings.bound())
          .append(" preemptions were run\n");
    }
    text.append("level 0: points are those of explored locks, parks, and Interleavings.point()\n");
    wovenLines.forEach(line -> text.append("level 1: ").append(line).append('\n'));
    Opening.missing().ifPresent(line -> text.append(line).append('\n'));
    uncontrolled()
        .forEach(
            (what, count) ->
                text.append(String.format(Locale.ROOT, "not controlled: %s (%,d)%n", what, count)));
    return text.toString();
  }

  /**
   * Fails the test if an execution failed.
   *
   * @return this
   * @throws AssertionError with the whole report
   */
  public Exploration check() {
    failure.ifPresent(
        f -> {
          throw new AssertionError(f.toString(), f.cause().orElse(null));
        });
    return this;
  }

  @Override
  public String toString() {
    return failure.map(Failure::toString).orElse("no failure\n") + controlReport();
  }
}
