package dev.gil.workloads.advice;

import dev.gil.advisor.Load;
import dev.gil.workloads.Workload;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What an examination says, of the cases that count: the advisor beside whoever else might choose.
 */
public final class Scoreboard {
  private final List<Mark> marks;

  public Scoreboard(List<Mark> marks) {
    this.marks = marks.stream().filter(Mark::counts).toList();
  }

  public int cases() {
    return marks.size();
  }

  /** The advisor first. */
  public List<Standing> standings() {
    return List.of(
        advisor(),
        standing("the model alone", m -> m.advice().unchecked().orElse("nothing")),
        bestSingle(),
        standing("always virtual", _ -> "virtual"),
        standing("the three rows", Scoreboard::threeRows),
        standing("1 - cpu/wall", Scoreboard::naive),
        new Standing(
            "at random",
            marks.stream()
                .flatMap(mark -> mark.truth().keySet().stream().map(mark::regret))
                .toList()));
  }

  public Standing advisor() {
    return standing("the advisor", mark -> mark.advice().best().orElse("nothing"));
  }

  private Standing standing(String name, Function<Mark, String> choice) {
    return new Standing(name, marks.stream().map(m -> m.regret(choice.apply(m))).toList());
  }

  /** The one strategy that would have been best for all cases, known only afterwards. */
  private Standing bestSingle() {
    Set<String> ids = new TreeSet<>();
    marks.forEach(mark -> ids.addAll(mark.truth().keySet()));
    return ids.stream()
        .map(id -> standing("always " + id + " (the best single)", _ -> id))
        .min(Comparator.comparingLong(Standing::invalid).thenComparingDouble(Standing::mean))
        .orElseThrow();
  }

  /** Waiting: threads. Computing, and both: processes. */
  private static String threeRows(Mark mark) {
    return mark.kind() == Workload.Kind.IO ? "threads" : "processes";
  }

  /** What is not computing is taken for waiting. */
  private static String naive(Mark mark) {
    return mark.advice()
        .profile()
        .map(
            profile -> {
              Load load = profile.together();
              return 1 - load.cpuMs() / Math.max(load.wallMs(), 1e-9) > 0.5
                  ? "threads"
                  : "processes";
            })
        .orElse("nothing");
  }

  /** How much of the way from the best single strategy to the best choice the advisor goes. */
  public double closedGap() {
    return 1 - advisor().mean() / bestSingle().mean();
  }

  /** The share of predictions whose range holds what was measured. */
  public double coverage() {
    List<Boolean> held = new ArrayList<>();
    for (Mark mark : marks) {
      mark.truth()
          .forEach(
              (id, ms) ->
                  mark.prediction(id)
                      .ifPresent(p -> held.add(p.lowMs() <= ms && ms <= p.highMs())));
    }
    return (double) held.stream().filter(in -> in).count() / held.size();
  }

  /** How many cases compute only, in code that is thread-safe. */
  public long safeComputing() {
    return marks.stream().filter(Mark::safeComputing).count();
  }

  /** How many of those were told that they do not need gil. */
  public long toldSo() {
    return marks.stream().filter(mark -> mark.safeComputing() && !mark.advice().needsGil()).count();
  }

  /** What an advice took, its tries included: the median, in milliseconds. */
  public double adviceMs() {
    return new Standing("", marks.stream().map(Mark::adviceMs).toList()).median();
  }

  public List<Mark> worst(int count) {
    return marks.stream()
        .sorted(Comparator.comparingDouble((Mark mark) -> mark.regret()).reversed())
        .limit(count)
        .toList();
  }
}
