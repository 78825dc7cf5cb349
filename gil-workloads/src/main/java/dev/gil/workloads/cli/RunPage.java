package dev.gil.workloads.cli;

import dev.gil.spi.Trait;
import dev.gil.trace.HtmlReport;
import dev.gil.trace.HtmlReport.Bar;
import dev.gil.trace.HtmlReport.Chart;
import dev.gil.trace.HtmlReport.Rank;
import dev.gil.trace.HtmlReport.Recording;
import dev.gil.trace.HtmlReport.Table;
import dev.gil.workloads.command.GilVersion;
import dev.gil.workloads.measure.Machine;
import dev.gil.workloads.measure.Outcome;
import dev.gil.workloads.measure.Plan;
import dev.gil.workloads.measure.Row;
import dev.gil.workloads.measure.RunReport;
import dev.gil.workloads.measure.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a run found out, as a page. */
final class RunPage {
  private static final String AGAIN = "measure again when nothing else runs here.";

  private RunPage() {}

  /** All that the text says, the recordings, and the figures as {@code --json} writes them. */
  static HtmlReport of(String command, List<Outcome> outcomes, List<Recording> recordings) {
    HtmlReport page = HtmlReport.titled(command).verdict(verdict(outcomes));
    machine(page, outcomes);
    for (Recording recording : recordings) {
      page.recording(recording.name(), recording.trace());
    }
    for (Outcome outcome : outcomes) {
      Verdict verdict = Verdict.of(outcome);
      page.reason(verdict.workload() + ":", verdict.because() + ".");
      chart(outcome, verdict).ifPresent(page::chart);
      page.table(table(outcome, verdict));
    }
    advice(page, outcomes);
    return page.json("gil-run.json", RunReport.json(GilVersion.text(), outcomes));
  }

  /** Take this for these, and that for those. */
  private static String verdict(List<Outcome> outcomes) {
    Map<String, List<String>> bests = new LinkedHashMap<>();
    for (Outcome outcome : outcomes) {
      Verdict verdict = Verdict.of(outcome);
      verdict
          .best()
          .ifPresent(
              best -> bests.computeIfAbsent(best, _ -> new ArrayList<>()).add(verdict.workload()));
    }
    if (bests.isEmpty()) {
      return "Not judged: this machine was too busy.";
    }
    String taken =
        bests.entrySet().stream()
            .map(entry -> entry.getKey() + " for " + enumerated(entry.getValue()))
            .collect(Collectors.joining(", "));
    return "Take " + taken + ".";
  }

  private static String enumerated(List<String> names) {
    int last = names.size() - 1;
    return last == 0
        ? names.getFirst()
        : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
  }

  private static void machine(HtmlReport page, List<Outcome> outcomes) {
    Plan plan = outcomes.getFirst().plan();
    Machine machine = outcomes.getFirst().machine();
    page.fact("gil", GilVersion.text())
        .fact("JDK", Runtime.version().toString())
        .fact(
            "cores",
            String.format(
                Locale.ROOT, "%d, %.2f effective", machine.cores(), machine.effectiveCores()))
        .fact("reps", Integer.toString(plan.reps()))
        .fact("seed", Long.toString(plan.seed()))
        .noise(outcomes.stream().flatMap(o -> o.noise().stream()).distinct().toList());
  }

  private static Optional<Chart> chart(Outcome outcome, Verdict verdict) {
    if (outcome.row(Outcome.BASELINE).isEmpty()) {
      return Optional.empty();
    }
    List<Bar> bars = new ArrayList<>();
    for (Row row : outcome.rows()) {
      boolean isBest = verdict.best().filter(row.name()::equals).isPresent();
      bars.add(bar(outcome, row, isBest ? Rank.BEST : Rank.PLAIN));
    }
    outcome.ceiling().stream().skip(1).forEach(row -> bars.add(bar(outcome, row, Rank.CEILING)));
    return Optional.of(new Chart(outcome.plan().label() + ", against " + Outcome.BASELINE, bars));
  }

  private static Bar bar(Outcome outcome, Row row, Rank rank) {
    return new Bar(row.name(), outcome.speedUp(row), DemoText.speedUp(outcome, row), rank);
  }

  private static Table table(Outcome outcome, Verdict verdict) {
    Plan plan = outcome.plan();
    List<Row> rows = new ArrayList<>(outcome.rows());
    rows.addAll(outcome.ceiling());
    int best = rows.stream().map(Row::name).toList().indexOf(verdict.best().orElse(""));
    String title =
        String.format(
            Locale.ROOT,
            "%s: %,d %s, %d tasks, workers %d",
            plan.label(),
            plan.size(),
            plan.workload().size().unit(),
            plan.tasks(),
            plan.settings().workers());
    return new Table(
        title, RunText.HEADS, rows.stream().map(row -> RunText.cells(row, outcome)).toList(), best);
  }

  /** What the verdicts ask of the reader's code. */
  private static void advice(HtmlReport page, List<Outcome> outcomes) {
    Map<String, List<String>> texts = new LinkedHashMap<>();
    for (Outcome outcome : outcomes) {
      Verdict verdict = Verdict.of(outcome);
      String text = verdict.best().map(best -> advice(outcome, best)).orElse(AGAIN);
      texts.computeIfAbsent(text, _ -> new ArrayList<>()).add(verdict.workload());
    }
    texts.forEach((text, names) -> page.advice(enumerated(names) + ": " + text));
  }

  private static String advice(Outcome outcome, String best) {
    var traits =
        outcome.plan().strategies().stream()
            .filter(strategy -> strategy.id().equals(best))
            .findFirst()
            .orElseThrow()
            .traits();
    String open = "Strategies.open(\"" + best + "\")";
    if (traits.contains(Trait.LOCK_PER_WORKER)) {
      return open
          + " runs it in worker processes. Tasks and results travel: they must be serializable, and"
          + " what is large costs time.";
    }
    if (traits.contains(Trait.SHARES_HEAP)
        && traits.contains(Trait.PARALLEL_CPU)
        && !traits.contains(Trait.ONE_AT_A_TIME)) {
      return "an ordinary ExecutorService is enough, as long as the code is thread-safe. Nothing"
          + " here can tell whether yours is.";
    }
    return open + " is the simplest that nothing measured here beats.";
  }
}
