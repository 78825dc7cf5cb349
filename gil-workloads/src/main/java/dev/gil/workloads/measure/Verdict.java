package dev.gil.workloads.measure;

import dev.gil.advisor.Advisor;
import dev.gil.spi.ParallelismStrategy;
import dev.gil.spi.Trait;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which strategy to take, by the figures of one run: among those that are equally fast, the
 * simplest.
 *
 * @param workload id, with the switch interval if that is not the default, or several
 * @param best id of the strategy; empty if the figures do not say
 * @param because of what
 */
public record Verdict(String workload, Optional<String> best, String because) {
  public static Verdict of(Outcome outcome) {
    String workload = outcome.plan().label();
    List<String> noise = outcome.noise();
    if (!noise.isEmpty()) {
      return new Verdict(workload, Optional.empty(), "not judged: " + String.join("; ", noise));
    }
    Row fastest =
        outcome.rows().stream().min(Comparator.comparingDouble(Row::medianMs)).orElseThrow();
    Row best =
        outcome.rows().stream()
            .filter(row -> row.isLike(fastest))
            .min((one, other) -> Advisor.compareSimplicity(one.name(), other.name()))
            .orElseThrow();
    return new Verdict(workload, Optional.of(best.name()), because(outcome, best));
  }

  /** What several verdicts say together. */
  public static Verdict of(List<Verdict> verdicts) {
    if (verdicts.size() == 1) {
      return verdicts.getFirst();
    }
    List<Optional<String>> bests = verdicts.stream().map(Verdict::best).distinct().toList();
    return new Verdict(
        String.join(", ", verdicts.stream().map(Verdict::workload).toList()),
        bests.size() == 1 ? bests.getFirst() : Optional.empty(),
        String.join(". ", verdicts.stream().map(v -> v.workload() + ": " + v.because()).toList()));
  }

  private static String because(Outcome outcome, Row best) {
    List<String> parts = new ArrayList<>();
    ParallelismStrategy strategy = strategy(outcome, best);
    String speed = best.name() + " took " + speed(outcome, best);
    if (isUnlocked(strategy)) {
      parts.add(speed + "; this code is thread-safe, so you do not need gil");
      fastestLocked(outcome)
          .ifPresent(
              row -> parts.add("if it were not: " + row.name() + ", " + speed(outcome, row)));
    } else if (strategy.traits().contains(Trait.LOCK_PER_WORKER)) {
      parts.add(speed + ": every worker has a lock of its own, so they compute at once");
    } else if (gainsNothing(outcome, best)) {
      parts.add("nothing was faster than " + best.name());
    } else {
      parts.add(speed);
    }
    outcome
        .row("threads")
        .filter(row -> row != best && gainsNothing(outcome, row))
        .ifPresent(
            row -> parts.add("threads share one lock and gain nothing, " + speed(outcome, row)));
    return String.join("; ", parts);
  }

  private static Optional<Row> fastestLocked(Outcome outcome) {
    return outcome.rows().stream()
        .filter(row -> !isUnlocked(strategy(outcome, row)) && !gainsNothing(outcome, row))
        .min(Comparator.comparingDouble(Row::medianMs));
  }

  private static boolean gainsNothing(Outcome outcome, Row row) {
    return outcome
        .row(Outcome.BASELINE)
        .map(base -> base.isLike(row) || base.medianMs() < row.medianMs())
        .orElse(false);
  }

  private static boolean isUnlocked(ParallelismStrategy strategy) {
    return strategy.traits().contains(Trait.SHARES_HEAP)
        && strategy.traits().contains(Trait.PARALLEL_CPU)
        && !strategy.traits().contains(Trait.ONE_AT_A_TIME);
  }

  private static ParallelismStrategy strategy(Outcome outcome, Row row) {
    return outcome.plan().strategies().stream()
        .filter(strategy -> strategy.id().equals(row.name()))
        .findFirst()
        .orElseThrow();
  }

  /** With what it is compared, if it can be. */
  private static String speed(Outcome outcome, Row row) {
    double speedUp = outcome.speedUp(row);
    if (Double.isNaN(speedUp)) {
      return String.format(Locale.ROOT, "%.1f ms", row.medianMs());
    }
    boolean same =
        row.name().equals(Outcome.BASELINE)
            || outcome.row(Outcome.BASELINE).map(row::isLike).orElse(false);
    return String.format(
        Locale.ROOT, "%.1f ms, %.2fx%s", row.medianMs(), speedUp, same ? " (n.s.)" : "");
  }
}
