package dev.gil.bench.explore;

import dev.gil.bench.Bench;
import dev.gil.bench.Effort;
import dev.gil.bench.fork.Figures;
import dev.gil.bench.fork.Fork;
import dev.gil.bench.report.Scores;
import dev.gil.bench.report.Unit;
import dev.gil.testkit.explore.Explorer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Executions a second of a body with two threads, beside the virtual threads that it takes alone,
 * and what it takes to find a bug. Every case has a fresh JVM.
 */
public final class ExploreBench implements Bench {
  /** Virtual threads that start, switch and end, without an explorer. */
  static final String FLOOR = "virtual-threads";

  /** JetBrains' model checker, if the profile of that name has put it into this jar. */
  static final String LINCHECK = "lincheck";

  private static final String NAME = "explore";
  private static final String FIND = "find-";
  private static final String TIME = "-ms";
  private static final String HISTORY = "history-3x8-ms";
  private static final String LONGEST_HISTORY = "history-3x8-longest-ms";
  private static final Duration LIMIT = Duration.ofMinutes(5);

  /** So that actors are virtual threads. */
  private static final List<String> OPENED = List.of("--add-opens=java.base/java.lang=ALL-UNNAMED");

  /** Creates the bench. */
  public ExploreBench() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> cases() {
    List<String> cases = new ArrayList<>();
    for (Level level : Level.values()) {
      for (Explorer explorer : Explorer.values()) {
        cases.add(name(level, explorer));
      }
    }
    cases.sort((a, b) -> Boolean.compare(isDetail(a), isDetail(b)));
    for (Bug bug : Bug.values()) {
      cases.add(name(bug));
      cases.add(name(bug) + TIME);
    }
    cases.add(HISTORY);
    cases.add(LONGEST_HISTORY);
    return cases;
  }

  /** The portfolio is what users get, and has the plain name. */
  private static String name(Level level, Explorer explorer) {
    String name = lower(level) + "-executions";
    return explorer == Explorer.PORTFOLIO ? name : name + '-' + lower(explorer);
  }

  private static boolean isDetail(String name) {
    return !name.endsWith("-executions");
  }

  private static String name(Bug bug) {
    return FIND + lower(bug);
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @Override
  public void run(Effort effort) throws IOException, InterruptedException {
    for (int fork = 1; fork <= effort.forks(); fork++) {
      String which = ", fork " + fork + " of " + effort.forks();
      for (Level level : Level.values()) {
        for (Explorer explorer : Explorer.values()) {
          String name = name(level, explorer);
          if (effort.cases().test(name)) {
            effort.progress().accept(name + which);
            rate(name, level, explorer, effort);
          }
        }
      }
      for (Bug bug : Bug.values()) {
        if (effort.wantsAny(List.of(name(bug), name(bug) + TIME))) {
          effort.progress().accept(name(bug) + which);
          find(bug, effort);
        }
      }
      if (effort.wantsAny(List.of(HISTORY, LONGEST_HISTORY))) {
        effort.progress().accept(HISTORY + which);
        check(effort);
      }
    }
  }

  private static void rate(String name, Level level, Explorer explorer, Effort effort)
      throws IOException, InterruptedException {
    boolean beside = effort.peers().test(FLOOR);
    Figures figures =
        fork(
            RateFork.class,
            level.name(),
            explorer.name(),
            Boolean.toString(effort.quick()),
            Boolean.toString(beside));
    effort.scores().add(NAME, name, Unit.PER_SECOND, Scores.GIL, figures.get(RateFork.RATE));
    if (beside) {
      effort.scores().add(NAME, name, Unit.PER_SECOND, FLOOR, figures.get(FLOOR));
    }
    if (wantsLincheck(effort) && level == Level.WOVEN && explorer == Explorer.PORTFOLIO) {
      double rate = fork(LincheckFork.class).get(RateFork.RATE);
      effort.scores().add(NAME, name, Unit.PER_SECOND, LINCHECK, rate);
    }
    effort
        .scores()
        .note(
            String.format(
                Locale.ROOT,
                "%s: at most %.0f decisions, %.1f turns on average",
                name,
                figures.get(RateFork.DECISIONS),
                figures.get(RateFork.TURNS)));
  }

  private static void find(Bug bug, Effort effort) throws IOException, InterruptedException {
    Figures figures = fork(FindFork.class, bug.name());
    Scores scores = effort.scores();
    scores.add(NAME, name(bug), Unit.EXECUTIONS, Scores.GIL, figures.get(FindFork.EXECUTIONS));
    scores.add(NAME, name(bug) + TIME, Unit.MILLIS, Scores.GIL, figures.get(FindFork.MILLIS));
    if (wantsLincheck(effort)) {
      Figures peer = fork(LincheckFork.class, bug.name());
      if (peer.get(LincheckFork.FOUND) != 0) {
        scores.add(NAME, name(bug) + TIME, Unit.MILLIS, LINCHECK, peer.get(FindFork.MILLIS));
      } else {
        scores.note(name(bug) + ": not found by " + LINCHECK);
      }
    }
  }

  private static boolean wantsLincheck(Effort effort) {
    return effort.peers().test(LINCHECK) && LincheckFork.isThere();
  }

  private static void check(Effort effort) throws IOException, InterruptedException {
    Figures figures = fork(HistoryFork.class);
    Scores scores = effort.scores();
    scores.add(NAME, HISTORY, Unit.MILLIS, Scores.GIL, figures.get(HistoryFork.MEDIAN));
    scores.add(NAME, LONGEST_HISTORY, Unit.MILLIS, Scores.GIL, figures.get(HistoryFork.LONGEST));
  }

  private static Figures fork(Class<?> main, String... arguments)
      throws IOException, InterruptedException {
    return Fork.run(Fork.jvm(OPENED, main, List.of(arguments)), LIMIT);
  }
}
