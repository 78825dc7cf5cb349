package dev.gil.workloads.cli;

import dev.gil.workloads.Workload.Form;
import dev.gil.workloads.measure.Faults;
import dev.gil.workloads.measure.LiveTrace;
import dev.gil.workloads.measure.Outcome;
import dev.gil.workloads.measure.Plan;
import dev.gil.workloads.measure.Verdict;
import dev.gil.workloads.story.Telling;
import dev.gil.workloads.story.Telling.Told;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Help.Ansi;

/** A story, as text. */
final class StoryText {
  private static final int COLUMNS = 60;
  private static final int WIDTH = 92;

  private final PrintWriter out;
  private final Ansi ansi;

  StoryText(PrintWriter out, Ansi ansi) {
    this.out = out;
    this.ansi = ansi;
  }

  void tell(Telling telling) {
    Plan plan = telling.outcomes().getFirst().plan();
    out.println(bold(telling.story().question()));
    paragraph(
        String.format(
            Locale.ROOT,
            "%s: %s; %,d %s in %d tasks. Medians of %d runs, by %s.",
            plan.workload().id(),
            plan.workload().story(),
            plan.size(),
            plan.workload().size().unit(),
            plan.tasks(),
            plan.reps(),
            RunText.machine(telling.outcomes().getFirst().machine())));
    int number = 1;
    for (Told told : telling.chapters()) {
      out.println();
      chapter(number++, told);
    }
    control(telling.outcomes().getFirst());
    out.println();
    for (Outcome outcome : telling.outcomes()) {
      Verdict verdict = Verdict.of(outcome);
      String best = verdict.best().map(id -> "take " + id + ": ").orElse("");
      paragraph(outcome.plan().label() + ": " + best + verdict.because() + ".");
    }
    out.println(telling.story().next().stream().collect(Collectors.joining(", or ", "Next: ", "")));
  }

  private void chapter(int number, Told told) {
    String form = told.chapter().form() == Form.KERNEL ? " by kernels" : "";
    out.println(
        bold(number + ". " + told.chapter().strategy() + form + ": " + told.evidence().pace()));
    paragraph(told.remark());
    told.evidence().live().ifPresent(this::picture);
    if (told.evidence().live().isPresent()) {
      paragraph(told.evidence().cores());
    }
  }

  private void picture(LiveTrace live) {
    out.println();
    out.print(live.trace().toText(COLUMNS));
    out.println();
  }

  /** What went wrong without a lock. */
  private void control(Outcome outcome) {
    if (outcome.control().isEmpty()) {
      return;
    }
    Faults faults = outcome.control().get();
    String counted =
        faults.counted().entrySet().stream()
            .map(each -> String.format(Locale.ROOT, "%,d %s", each.getValue(), each.getKey()))
            .collect(Collectors.joining(", "));
    boolean broke = faults.counted().values().stream().anyMatch(times -> times > 0);
    out.println();
    out.println(bold("Without a lock, by " + faults.threads() + " threads: " + counted));
    paragraph(
        broke
            ? "To change a count is to read it, add one and write it. Two threads that do so at"
                + " once both read the old number, and one change is lost: an object is freed"
                + " that somebody uses, or never. Here the checks of the counts trapped it; C"
                + " would have crashed, or gone on with wrong memory."
            : "Nothing went wrong this time, which is chance: two threads that change a count at"
                + " once can lose a change. Run it again.");
  }

  private void paragraph(String text) {
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > WIDTH) {
        out.println(line);
        line.setLength(0);
      }
      if (!line.isEmpty()) {
        line.append(' ');
      }
      line.append(word);
    }
    out.println(line);
  }

  private String bold(String text) {
    return ansi.string("@|bold " + text + "|@");
  }
}
