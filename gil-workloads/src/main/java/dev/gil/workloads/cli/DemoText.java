package dev.gil.workloads.cli;

import dev.gil.trace.Trace;
import dev.gil.workloads.measure.Footprint;
import dev.gil.workloads.measure.LiveTrace;
import dev.gil.workloads.measure.Outcome;
import dev.gil.workloads.measure.Plan;
import dev.gil.workloads.measure.Row;
import dev.gil.workloads.measure.Table;
import dev.gil.workloads.measure.Verdict;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Help.Ansi;

/** What a demo shows, as text. */
final class DemoText {
  private static final int COLUMNS = 60;

  private final PrintWriter out;
  private final Ansi ansi;

  DemoText(PrintWriter out, Ansi ansi) {
    this.out = out;
    this.ansi = ansi;
  }

  void machine(Outcome outcome) {
    new RunText(out, ansi).machine(outcome);
  }

  /** A line a workload, a column a strategy; below, what a strategy takes. */
  void table(List<Outcome> outcomes, List<Footprint> footprints) {
    List<String> names = outcomes.getFirst().rows().stream().map(Row::name).toList();
    String bare = outcomes.getFirst().plan().width() + " threads, no gil";
    List<String> heads = new ArrayList<>(List.of("how much faster"));
    heads.addAll(names);
    heads.add(bare);
    Table table = new Table(Set.of(0), heads.toArray(String[]::new));
    for (Outcome outcome : outcomes) {
      List<String> cells = new ArrayList<>(List.of(title(outcome.plan())));
      outcome.rows().forEach(row -> cells.add(speedUp(outcome, row)));
      cells.add(
          outcome.ceiling().size() == 2 ? speedUp(outcome, outcome.ceiling().getLast()) : "-");
      table.line(cells);
    }
    table.line(facts("starts in, ms", names, footprints, each -> start(each.startMs())));
    table.line(
        facts("a waiting task", names, footprints, each -> Footprint.size(each.taskBytes())));
    table.line(facts("a worker", names, footprints, each -> Footprint.size(each.workerBytes())));
    out.println();
    List<String> lines = table.lines();
    out.println(ansi.string("@|bold " + lines.getFirst() + "|@"));
    lines.stream().skip(1).forEach(out::println);
    out.println(
        " against "
            + Outcome.BASELINE
            + "; (n.s.) no more than chance; no gil: what plain threads without any lock reach");
  }

  private static List<String> facts(
      String title,
      List<String> names,
      List<Footprint> footprints,
      Function<Footprint, String> fact) {
    List<String> cells = new ArrayList<>(List.of(title));
    for (String name : names) {
      cells.add(
          footprints.stream()
              .filter(each -> each.strategy().equals(name))
              .findFirst()
              .map(fact)
              .orElse("-"));
    }
    cells.add("-");
    return cells;
  }

  private static String start(double millis) {
    return RunText.number("%.1f", millis);
  }

  void picture(LiveTrace live, int threads) {
    Trace trace = live.trace();
    out.println();
    out.printf(
        Locale.ROOT, "%d threads that count, under one lock (recorded just now):%n", threads);
    out.print(trace.toText(COLUMNS));
    out.printf(
        Locale.ROOT,
        "%.0f hand-offs; the lock was held %.1f %% of the time, by two at once for %d ns%n",
        live.handOffs(),
        100.0 * trace.nanos(Trace.State.HOLD) / Math.max(1, trace.nanos()),
        trace.overlappingHolds());
  }

  void verdicts(List<Outcome> outcomes) {
    out.println();
    RunText text = new RunText(out, ansi);
    for (Outcome outcome : outcomes) {
      out.print(outcome.plan().workload().id() + ":");
      text.verdict(Verdict.of(outcome));
    }
  }

  void next(List<Outcome> outcomes) {
    out.println();
    out.println(
        "Smaller than full size: "
            + outcomes.stream()
                .map(Outcome::plan)
                .map(
                    plan ->
                        String.format(
                            Locale.ROOT,
                            "%s %,d of %,d %s",
                            plan.workload().id(),
                            plan.size(),
                            plan.workload().size().full(),
                            plan.workload().size().unit()))
                .collect(Collectors.joining(", "))
            + ".");
    out.println(
        "At full size: gil run "
            + outcomes.stream()
                .map(outcome -> outcome.plan().workload().id())
                .collect(Collectors.joining(" ")));
  }

  void report(Path file) {
    out.println("Report: " + file + " (open it in a browser)");
  }

  private static String title(Plan plan) {
    return String.format(
        Locale.ROOT,
        "%s: %d tasks, %,d %s",
        plan.workload().id(),
        plan.tasks(),
        plan.size(),
        plan.workload().size().unit());
  }

  static String speedUp(Outcome outcome, Row row) {
    boolean same =
        !row.name().equals(Outcome.BASELINE)
            && outcome.row(Outcome.BASELINE).map(row::isLike).orElse(false);
    return RunText.number("%.2fx", outcome.speedUp(row)) + (same ? " (n.s.)" : "");
  }
}
