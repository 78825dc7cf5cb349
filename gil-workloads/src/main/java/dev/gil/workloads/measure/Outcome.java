package dev.gil.workloads.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What an experiment found out.
 *
 * @param plan that was followed
 * @param machine as it was before
 * @param rows one a strategy, in the plan's order
 * @param ceiling plain threads: one, and as many as can run at once; empty if the workload has no
 *     such form
 * @param control what went wrong without what makes the workload right; empty if it has no such
 *     form
 */
public record Outcome(
    Plan plan, Machine machine, List<Row> rows, List<Row> ceiling, Optional<Faults> control) {
  /** The strategy that speed-ups are against. */
  public static final String BASELINE = "single";

  private static final double TOO_WIDE = 0.15;

  public Outcome {
    rows = List.copyOf(rows);
    ceiling = List.copyOf(ceiling);
  }

  /** Of a workload without a control. */
  public Outcome(Plan plan, Machine machine, List<Row> rows, List<Row> ceiling) {
    this(plan, machine, rows, ceiling, Optional.empty());
  }

  /** How much faster than {@value #BASELINE}; NaN if that is not in the plan. */
  public double speedUp(Row row) {
    return row(BASELINE).map(base -> base.medianMs() / row.medianMs()).orElse(Double.NaN);
  }

  /**
   * The processor time that a strategy took beyond {@value #BASELINE}'s, by its hand-offs, in
   * microseconds: what a switch costs. Below zero where chance outweighs that; NaN without
   * hand-offs or without {@value #BASELINE}.
   */
  public double cpuMicrosPerHandOff(Row row) {
    double handOffs = row.handOffs();
    return handOffs > 0 && !row.name().equals(BASELINE)
        ? row(BASELINE)
            .map(base -> 1_000 * (row.cpuMs() - base.cpuMs()) / handOffs)
            .orElse(Double.NaN)
        : Double.NaN;
  }

  public Optional<Row> row(String strategy) {
    return rows.stream().filter(row -> row.name().equals(strategy)).findFirst();
  }

  /** By how much plain threads were faster than one of them; NaN without a ceiling. */
  public double ceilingSpeedUp() {
    return ceiling.size() < 2
        ? Double.NaN
        : ceiling.getFirst().medianMs() / ceiling.getLast().medianMs();
  }

  /** Why no speed may be judged by these figures; empty if it may. */
  public List<String> noise() {
    List<String> reasons = new ArrayList<>();
    if (!machine.isFree()) {
      reasons.add(
          String.format(
              Locale.ROOT,
              "%.2f of %d cores were free",
              machine.effectiveCores(),
              machine.cores()));
    }
    double ideal = plan.ideal();
    if (ceiling.size() == 2 && !Machine.isPlausible(ceilingSpeedUp(), ideal)) {
      reasons.add(
          String.format(
              Locale.ROOT,
              "%s threads without gil were %.2fx as fast as one, not %.2fx",
              plan.width(),
              ceilingSpeedUp(),
              ideal));
    }
    List<Row> all = new ArrayList<>(rows);
    all.addAll(ceiling);
    for (Row row : all) {
      if (row.spread() > TOO_WIDE) {
        reasons.add(
            String.format(
                Locale.ROOT, "the runs of %s spread over %.0f %%", row.name(), 100 * row.spread()));
      }
    }
    return reasons;
  }
}
