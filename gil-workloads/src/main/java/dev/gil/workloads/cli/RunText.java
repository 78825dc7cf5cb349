package dev.gil.workloads.cli;

import dev.gil.spi.ParallelismStrategy;
import dev.gil.spi.Strategies;
import dev.gil.workloads.command.GilVersion;
import dev.gil.workloads.measure.Machine;
import dev.gil.workloads.measure.Outcome;
import dev.gil.workloads.measure.Plan;
import dev.gil.workloads.measure.Row;
import dev.gil.workloads.measure.Table;
import dev.gil.workloads.measure.Verdict;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Help.Ansi;

/** What a run found out, as text. */
final class RunText {
  static final List<String> HEADS =
      List.of(
          "strategy",
          "median ms",
          "spread",
          "speed-up",
          "cold ms",
          "cpu ms",
          "hand-offs",
          "a second",
          "cpu us each",
          "waited ms",
          "result");

  private final PrintWriter out;
  private final Ansi ansi;

  RunText(PrintWriter out, Ansi ansi) {
    this.out = out;
    this.ansi = ansi;
  }

  void machine(Outcome outcome) {
    Plan plan = outcome.plan();
    out.println(
        machine(outcome.machine())
            + String.format(
                Locale.ROOT,
                ", workers %d%s, reps %d, seed %d",
                plan.settings().workers(),
                plan.inFlight().isPresent()
                    ? " with " + plan.inFlight().getAsInt() + " tasks in flight each"
                    : "",
                plan.reps(),
                plan.seed()));
  }

  static String machine(Machine machine) {
    return "gil " + GilVersion.text() + ", " + machine.inWords();
  }

  /** Strategies that nobody refused and that are not in the tables. */
  void missing() {
    for (ParallelismStrategy strategy : Strategies.list()) {
      strategy
          .unavailable()
          .ifPresent(why -> out.println(" not here: " + strategy.id() + ", " + why));
    }
    ListCommand.problems().forEach(problem -> out.println(" not loaded: " + problem));
  }

  void outcome(Outcome outcome) {
    Plan plan = outcome.plan();
    out.println();
    out.println(
        bold(plan.label())
            + String.format(
                Locale.ROOT,
                ": %s; %,d %s, %d tasks",
                plan.workload().story(),
                plan.size(),
                plan.workload().size().unit(),
                plan.tasks()));
    Table table = new Table(Set.of(0), HEADS.toArray(String[]::new));
    for (Row row : outcome.rows()) {
      table.line(cells(row, outcome));
    }
    for (Row row : outcome.ceiling()) {
      table.line(cells(row, outcome));
    }
    List<String> lines = table.lines();
    out.println(ansi.string("@|faint " + lines.getFirst() + "|@"));
    lines.stream().skip(1).forEach(out::println);
    if (outcome.row(Outcome.BASELINE).isEmpty()) {
      out.println(" speed-ups are against " + Outcome.BASELINE + ": add it to --strategy");
    }
    if (outcome.ceiling().size() == 2) {
      out.println(
          String.format(
              Locale.ROOT,
              " the ceiling: %d threads without gil are %.2fx as fast as one",
              plan.width(),
              outcome.ceilingSpeedUp()));
    }
    faults(outcome);
    verdict(Verdict.of(outcome));
  }

  /** What went wrong in the timed runs, all told, and in the control. */
  private void faults(Outcome outcome) {
    Set<String> kinds = outcome.rows().getFirst().faults().keySet();
    if (kinds.isEmpty()) {
      return;
    }
    List<String> heads = new ArrayList<>(List.of("went wrong"));
    heads.addAll(kinds);
    Table table = new Table(Set.of(0), heads.toArray(String[]::new));
    outcome.rows().forEach(row -> table.line(cells(row.name(), row.faults())));
    outcome
        .control()
        .ifPresent(
            control ->
                table.line(cells(control.threads() + " threads, no lock", control.counted())));
    List<String> lines = table.lines();
    out.println(ansi.string("@|faint " + lines.getFirst() + "|@"));
    lines.stream().skip(1).forEach(out::println);
  }

  private static List<String> cells(String name, Map<String, Long> faults) {
    List<String> cells = new ArrayList<>(List.of(name));
    faults.values().forEach(times -> cells.add(String.format(Locale.ROOT, "%,d", times)));
    return cells;
  }

  void verdict(Verdict verdict) {
    String best = verdict.best().map(id -> "take " + id + ": ").orElse("");
    out.println(" " + bold(best) + verdict.because());
  }

  /** A cell for each of {@link #HEADS}. */
  static List<String> cells(Row row, Outcome outcome) {
    return List.of(
        row.name(),
        number("%.1f", row.medianMs()),
        number("%.1f %%", 100 * row.spread()),
        number("%.2fx", outcome.speedUp(row)),
        number("%.1f", row.coldMs()),
        number("%.1f", row.cpuMs()),
        number("%.0f", row.handOffs()),
        number("%,.0f", row.handOffsPerSecond()),
        number("%.1f", outcome.cpuMicrosPerHandOff(row)),
        number("%.1f", row.waitMs()),
        row.result());
  }

  static String number(String format, double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, format, value);
  }

  private String bold(String text) {
    return text.isEmpty() ? "" : ansi.string("@|bold " + text + "|@");
  }
}
