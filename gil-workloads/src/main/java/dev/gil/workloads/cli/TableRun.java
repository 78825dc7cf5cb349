package dev.gil.workloads.cli;

import dev.gil.advisor.Advice;
import dev.gil.advisor.Advisor;
import dev.gil.advisor.Check;
import dev.gil.advisor.Facts;
import dev.gil.workloads.Trial;
import dev.gil.workloads.Workload;
import dev.gil.workloads.advice.Subject;
import dev.gil.workloads.command.Terminal;
import dev.gil.workloads.measure.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;

/** The table of what to use when: each cell is an advice on a workload, measured here and now. */
final class TableRun {
  private static final long SEED = 42;

  private static final List<Row> ROWS =
      List.of(
          new Row("waits", "pages", Workload.Form.LOOP, "threading or asyncio"),
          new Row("computes", "primes", Workload.Form.LOOP, "multiprocessing"),
          new Row("does both", "hybrid", Workload.Form.LOOP, "multiprocessing"),
          new Row("computes in kernels", "matmul", Workload.Form.KERNEL, "threading, with NumPy"));

  private final CommandLine line;
  private boolean busy;

  TableRun(CommandLine line) {
    this.line = line;
  }

  private record Row(String task, String workload, Workload.Form form, String inPython) {}

  int print() throws Exception {
    Table table =
        new Table(
            Set.of(0, 1, 2, 3, 4),
            "a task that",
            "measured on",
            "code that cannot share a heap",
            "code that can",
            "in Python");
    List<String> sentences = new ArrayList<>();
    for (Row row : ROWS) {
      Workload workload = Choice.workloads(line, List.of(row.workload)).getFirst();
      Subject subject = Subject.of(workload, row.form, SEED);
      try (Trial<?> trial = subject.prepare()) {
        Advice unsafe = advise(subject, trial, Facts.UNKNOWN.threadSafe(false));
        Advice safe = advise(subject, trial, Facts.UNKNOWN.threadSafe(true));
        table.line(row.task, measured(subject), cell(unsafe), cell(safe), row.inPython);
        sentences.add(subject.name() + ", not thread-safe: " + unsafe.sentence());
        sentences.add(subject.name() + ", thread-safe: " + safe.sentence());
      }
    }
    new AdviceText(line.getOut(), Terminal.ansi()).lines(table);
    line.getOut().println(" x: how many times as fast as its tasks one after the other");
    line.getOut().println();
    sentences.forEach(line.getOut()::println);
    return busy ? GilCommand.TOO_BUSY : ExitCode.OK;
  }

  private static <T extends @Nullable Object> Advice advise(
      Subject subject, Trial<T> trial, Facts facts)
      throws InterruptedException, ExecutionException {
    return Advisor.advise(subject.batch(trial), facts);
  }

  private static String measured(Subject subject) {
    return String.format(
        Locale.ROOT,
        "%s: %,d %s in %d tasks",
        subject.name(),
        subject.size(),
        subject.workload().size().unit(),
        subject.tasks());
  }

  private String cell(Advice advice) {
    busy |= !advice.isJudged();
    if (advice.best().isEmpty()) {
      return advice.isJudged() ? "nothing" : "not judged";
    }
    String best = advice.best().get();
    double one =
        advice.profile().orElseThrow().pieces().stream()
                .mapToDouble(piece -> piece.wallMs())
                .average()
                .orElseThrow()
            * advice.profile().orElseThrow().tasks();
    Check check =
        advice.checks().stream()
            .filter(each -> each.strategy().equals(best))
            .findFirst()
            .orElseThrow();
    double whole = check.medianMs() * advice.profile().orElseThrow().tasks() / check.tasks();
    return String.format(
        Locale.ROOT,
        "%s%s, %s ms, %.1fx",
        best,
        advice.needsGil() ? "" : " (no gil)",
        AdviceText.millis(whole),
        one / whole);
  }
}
