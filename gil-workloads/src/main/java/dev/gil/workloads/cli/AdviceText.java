package dev.gil.workloads.cli;

import dev.gil.advisor.Advice;
import dev.gil.advisor.Check;
import dev.gil.advisor.Load;
import dev.gil.advisor.Prediction;
import dev.gil.advisor.Profile;
import dev.gil.workloads.advice.Subject;
import dev.gil.workloads.measure.Table;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Help.Ansi;

/** An advice as text: the sentence first. */
final class AdviceText {
  private final PrintWriter out;
  private final Ansi ansi;

  AdviceText(PrintWriter out, Ansi ansi) {
    this.out = out;
    this.ansi = ansi;
  }

  void advice(Subject subject, Advice advice) {
    out.println(ansi.string("@|bold " + subject.name() + ":|@ ") + advice.sentence());
    advice.profile().ifPresent(this::profile);
    if (!advice.isJudged()) {
      return;
    }
    predictions(advice);
    advice.ruledOut().forEach((id, why) -> out.println(" not " + id + ": " + why));
    if (!advice.wouldChange().isEmpty()) {
      out.println();
      out.println("What would change this:");
      advice.wouldChange().forEach(each -> out.println(" " + each));
    }
  }

  private void profile(Profile profile) {
    out.println();
    Table table =
        new Table(
            Set.of(0),
            "where a task's time goes",
            "ms",
            "computes",
            "waits for the lock",
            "waits for a core",
            "is blocked",
            "without the lock");
    load(table, "alone", profile.alone());
    if (profile.together().threads() > 1) {
      load(table, profile.together().threads() + " threads, one lock", profile.together());
    }
    profile.unlocked().ifPresent(l -> load(table, l.threads() + " threads, no lock", l));
    lines(table);
    Load alone = profile.alone();
    out.printf(
        Locale.ROOT,
        " %.0f %% of what it computes it computes without the lock; it allocates %.1f kB; the lock"
            + " is kept for %.2f ms at most%n",
        100 * alone.detachedCpuShare(),
        alone.allocatedBytes() / 1e3,
        profile.together().longestHoldMs());
    Profile.Travel travel = profile.travel();
    out.println(
        travel
            .refused()
            .map(why -> " it cannot travel: " + why)
            .orElseGet(
                () ->
                    String.format(
                        Locale.ROOT,
                        " as bytes it has %,d, written in %.3f ms and read in %.3f; its result"
                            + " %,d, in %.3f and %.3f",
                        travel.taskBytes(),
                        travel.writeMs(),
                        travel.readMs(),
                        travel.resultBytes(),
                        travel.resultWriteMs(),
                        travel.resultReadMs())));
    if (Double.isNaN(alone.runQueueMs())) {
      out.println(" how long it waits for a core is not known: too short, or no Linux");
    }
    out.printf(
        Locale.ROOT,
        " measured in %.1f s, %d of %d tasks, %.2f of %d cores free%n",
        profile.probeMs() / 1e3,
        profile.pieces().size(),
        profile.tasks(),
        profile.cores().effective(),
        profile.cores().count());
  }

  private static void load(Table table, String name, Load load) {
    double wall = Math.max(load.wallMs(), 1e-9);
    table.line(
        name,
        String.format(Locale.ROOT, "%.3f", load.wallMs()),
        percent(load.cpuMs() / wall),
        percent(load.lockWaitMs() / wall),
        Double.isNaN(load.runQueueMs()) ? "-" : percent(load.runQueueMs() / wall),
        percent(load.blockedMs() / wall),
        percent(load.detachedMs() / wall));
  }

  private void predictions(Advice advice) {
    Table table =
        new Table(Set.of(0, 5), "strategy", "predicted ms", "from", "to", "tried ms", "mostly");
    for (Prediction prediction : advice.predictions()) {
      Optional<Check> check =
          advice.checks().stream()
              .filter(each -> each.strategy().equals(prediction.strategy()))
              .findFirst();
      table.line(
          prediction.strategy(),
          millis(prediction.ms()),
          millis(prediction.lowMs()),
          millis(prediction.highMs()),
          check.map(tried -> millis(tried.medianMs())).orElse(""),
          prediction.largest().inWords()
              + (prediction.startMs() > 0
                  ? String.format(Locale.ROOT, "; once %.0f ms to start", prediction.startMs())
                  : ""));
    }
    if (!advice.predictions().isEmpty()) {
      out.println();
      lines(table);
    }
  }

  void lines(Table table) {
    List<String> lines = table.lines();
    out.println(ansi.string("@|faint " + lines.getFirst() + "|@"));
    lines.stream().skip(1).forEach(out::println);
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * share);
  }

  static String millis(double ms) {
    return String.format(Locale.ROOT, ms < 1 ? "%.3f" : "%.1f", ms);
  }
}
