package dev.gil.bench.explore;

import dev.gil.bench.Bench;
import dev.gil.bench.Effort;
import dev.gil.bench.fork.Fork;
import dev.gil.bench.report.Scores;
import dev.gil.bench.report.Unit;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Executions a second of woven code, and executions until a bug is found. */
public final class ExploreBench implements Bench {
  static final String WOVEN = "woven-executions";
  static final String RACED = "raced-executions";
  static final String RESET = "reset-executions";
  static final String FIND = "find-";

  private static final String NAME = "explore";
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final int ROUNDS = 6;

  /** Creates the bench. */
  public ExploreBench() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> cases() {
    return List.of(
        WOVEN,
        RACED,
        RESET,
        FIND + "lost-update",
        FIND + "get-and-set",
        FIND + "check-then-act",
        FIND + "deadlock");
  }

  @Override
  public void run(Effort effort) throws IOException, InterruptedException {
    String executions = Integer.toString(effort.quick() ? 20_000 : 300_000);
    for (int fork = 1; fork <= effort.forks(); fork++) {
      for (String kase : cases()) {
        if (effort.cases().test(kase)) {
          effort.progress().accept(kase + ", fork " + fork + " of " + effort.forks());
          double figure =
              Fork.run(
                      Fork.jvm(
                          List.of(),
                          ExploreFork.class,
                          List.of(kase, executions, Integer.toString(ROUNDS))),
                      LIMIT)
                  .get(kase);
          Unit unit = kase.startsWith(FIND) ? Unit.EXECUTIONS : Unit.PER_SECOND;
          effort.scores().add(NAME, kase, unit, Scores.GIL, figure);
        }
      }
    }
  }
}
