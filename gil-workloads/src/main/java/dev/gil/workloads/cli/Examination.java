package dev.gil.workloads.cli;

import dev.gil.advisor.Facts;
import dev.gil.workloads.Workload;
import dev.gil.workloads.advice.AdviceReport;
import dev.gil.workloads.advice.Exam;
import dev.gil.workloads.advice.Mark;
import dev.gil.workloads.advice.Subject;
import dev.gil.workloads.command.GilVersion;
import dev.gil.workloads.command.ReportFile;
import dev.gil.workloads.command.Terminal;
import dev.gil.workloads.synthetic.Suite;
import dev.gil.workloads.synthetic.SyntheticWorkload;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;

/** Examines the advisor, and prints how it did. */
final class Examination {
  private static final String KNOWN = "known";
  private static final String DRAWN = "drawn";
  private static final int QUICK_CASES = 3;

  /** If more than this share could not be scored, the figures say little of the suite. */
  private static final double MOST_NOISE = 0.25;

  private final CommandLine line;
  private final boolean quick;
  private final @Nullable ReportFile target;

  Examination(CommandLine line, boolean quick, @Nullable ReportFile target) {
    this.line = line;
    this.quick = quick;
    this.target = target;
  }

  /**
   * On the suite.
   *
   * @param seed of the half that is drawn; null for the suite's own
   */
  int evaluate(@Nullable Long seed) throws Exception {
    long of = seed == null ? Suite.SEED : seed;
    List<SyntheticWorkload> known = Suite.known();
    List<SyntheticWorkload> drawn = Suite.drawn(of);
    if (quick) {
      known = known.subList(0, QUICK_CASES);
      drawn = drawn.subList(0, 1);
    }
    long start = System.nanoTime();
    List<Mark> marks = new ArrayList<>();
    try (ProgressLine progress = ProgressLine.start()) {
      Exam exam = exam(progress);
      for (SyntheticWorkload each : known) {
        marks.add(take(exam, KNOWN, each));
      }
      for (SyntheticWorkload each : drawn) {
        marks.add(take(exam, DRAWN, each));
      }
    }
    line.getOut().printf("gil %s; the drawn half by seed %d%n%n", GilVersion.text(), of);
    print(marks, List.of(KNOWN, DRAWN));
    line.getOut().printf("All of it took %d s.%n", (System.nanoTime() - start) / 1_000_000_000);
    return end(marks);
  }

  private static Mark take(Exam exam, String set, SyntheticWorkload workload) throws Exception {
    Subject subject = Subject.of(workload, Workload.Form.LOOP, 42);
    return exam.take(set, subject, workload.facts(), workload.isSafeComputing());
  }

  /** On a workload of somebody's. */
  int score(Subject subject, Facts facts) throws Exception {
    Mark mark;
    try (ProgressLine progress = ProgressLine.start()) {
      boolean safeComputing =
          facts.threadSafety() == Facts.ThreadSafety.SAFE
              && subject.workload().kind() == Workload.Kind.CPU;
      mark = exam(progress).take("given", subject, facts, safeComputing);
    }
    new AdviceText(line.getOut(), Terminal.ansi()).advice(subject, mark.advice());
    line.getOut().println();
    print(List.of(mark), List.of("given"));
    return end(List.of(mark));
  }

  private Exam exam(ProgressLine progress) {
    return quick
        ? new Exam(1, Duration.ZERO, progress)
        : new Exam(5, Duration.ofMillis(40), progress);
  }

  private void print(List<Mark> marks, List<String> sets) {
    ScoreText text = new ScoreText(line.getOut(), Terminal.ansi());
    text.marks(marks);
    for (String set : sets) {
      text.scores(set, marks.stream().filter(mark -> mark.set().equals(set)).toList());
    }
    if (sets.size() > 1) {
      text.scores("all", marks);
    }
    text.worst(marks);
  }

  private int end(List<Mark> marks) throws IOException {
    if (target != null) {
      target.write(AdviceReport.json(GilVersion.text(), marks));
    }
    long noisy = marks.stream().filter(mark -> !mark.counts()).count();
    return noisy > MOST_NOISE * marks.size() ? GilCommand.TOO_BUSY : ExitCode.OK;
  }
}
