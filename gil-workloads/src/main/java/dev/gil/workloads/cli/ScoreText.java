package dev.gil.workloads.cli;

import dev.gil.advisor.Check;
import dev.gil.workloads.advice.Mark;
import dev.gil.workloads.advice.Scoreboard;
import dev.gil.workloads.advice.Standing;
import dev.gil.workloads.measure.Table;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Help.Ansi;

/** How good advice was, as text. */
final class ScoreText {
  private static final int WORST = 5;

  private final PrintWriter out;
  private final AdviceText text;

  ScoreText(PrintWriter out, Ansi ansi) {
    this.out = out;
    this.text = new AdviceText(out, ansi);
  }

  void marks(List<Mark> marks) {
    Table table =
        new Table(
            Set.of(0, 1, 2, 3, 7),
            "set",
            "case",
            "advice",
            "best",
            "best ms",
            "regret",
            "advice took s",
            "what");
    for (Mark mark : marks) {
      boolean counts = mark.counts();
      table.line(
          mark.set(),
          mark.id(),
          counts ? mark.advice().best().orElse("none") : "not scored",
          counts ? mark.best() : "",
          counts ? AdviceText.millis(mark.truth().getOrDefault(mark.best(), Double.NaN)) : "",
          counts ? percent(mark.regret()) : "",
          String.format(Locale.ROOT, "%.1f", mark.adviceMs() / 1e3),
          counts ? mark.story() : String.join("; ", mark.noise()));
    }
    text.lines(table);
  }

  void scores(String set, List<Mark> marks) {
    Scoreboard board = new Scoreboard(marks);
    out.println();
    if (board.cases() == 0) {
      out.println(set + ": nothing to score");
      return;
    }
    Table table =
        new Table(
            Set.of(0),
            set + ", " + board.cases() + " cases: who chooses",
            "median",
            "p90",
            "max",
            "within 10 %",
            "invalid");
    for (Standing standing : board.standings()) {
      table.line(
          standing.name(),
          percent(standing.median()),
          percent(standing.p90()),
          percent(standing.max()),
          percent(standing.close()),
          Long.toString(standing.invalid()));
    }
    text.lines(table);
    out.printf(
        Locale.ROOT,
        " closed gap to the best single strategy %s; %s of the ranges held what was measured; \"you"
            + " do not need gil\" %d of %d thread-safe cases that compute; an advice took %.1f s"
            + " (median), apart%n",
        percent(board.closedGap()),
        percent(board.coverage()),
        board.toldSo(),
        board.safeComputing(),
        board.adviceMs() / 1e3);
  }

  void worst(List<Mark> marks) {
    out.println();
    out.println("The worst:");
    for (Mark mark : new Scoreboard(marks).worst(WORST)) {
      out.println(" " + mark.id() + ", " + percent(mark.regret()) + ": " + cause(mark));
    }
  }

  private static String cause(Mark mark) {
    String chosen = mark.advice().best().orElse("none");
    if (chosen.equals(mark.best())) {
      return chosen + " was the best";
    }
    boolean tried = mark.advice().checks().stream().anyMatch(c -> c.strategy().equals(mark.best()));
    return (tried
            ? "tried both, and too alike then: "
            : "the best was not tried, since the model took it for slower: ")
        + told(mark, chosen)
        + "; "
        + told(mark, mark.best());
  }

  private static String told(Mark mark, String strategy) {
    String predicted =
        mark.advice().predictions().stream()
            .filter(p -> p.strategy().equals(strategy))
            .map(p -> "predicted " + AdviceText.millis(p.ms()) + " ms")
            .collect(Collectors.joining());
    String tried =
        mark.advice().checks().stream()
            .filter(c -> c.strategy().equals(strategy))
            .map(Check::medianMs)
            .map(ms -> ", tried " + AdviceText.millis(ms))
            .collect(Collectors.joining());
    return strategy
        + " "
        + predicted
        + tried
        + ", took "
        + AdviceText.millis(mark.truth().getOrDefault(strategy, Double.NaN));
  }

  private static String percent(double share) {
    return Double.isInfinite(share)
        ? "invalid"
        : String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
