package dev.gil.testkit.explore.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Runs a body under one explorer after the other until it fails, all schedules are known, or the
 * executions are spent. The driver is a thread of its own, so that one that never comes back can be
 * left behind.
 */
public final class Search {
  private final Execution execution = new Execution();
  private final Runnable body;
  private final Settings settings;
  private long executions;
  private int longest;
  private @Nullable Bounded bounded;
  private Findings.@Nullable Found found;
  private @Nullable Throwable broken;

  /** Prepares a search. */
  public Search(Runnable body, Settings settings) {
    this.body = body;
    this.settings = settings;
    execution.stepBudget(settings.steps());
    execution.ends.detects(settings.detects());
  }

  /** The execution that is run again and again: for observers. */
  public Execution execution() {
    return execution;
  }

  /** Explores. */
  public Findings explore() {
    drive(this::search);
    return findings();
  }

  /** Runs one execution, whose decisions are planned. */
  public Findings follow(Schedule plan) {
    drive(() -> run(new Planned(plan)));
    return findings();
  }

  /**
   * Runs one schedule once, recorded.
   *
   * @param expected the kind of fault it had; null for none
   */
  public Replayed replay(Schedule schedule, Fault.@Nullable Kind expected) {
    Replay replay = new Replay(schedule);
    Replayed[] result = new Replayed[1];
    drive(
        () -> {
          execution.outside.closedWorld(expected != null && expected != Fault.Kind.STUCK);
          Recording rows = new Recording();
          @Nullable Fault fault = execution.driver.run(body, replay, rows);
          result[0] =
              new Replayed(
                  fault, replay.diverged(), execution.hash(), rows.rows(), execution.cast.names());
        });
    if (result[0] == null) {
      Findings.Found stuck = Objects.requireNonNull(found);
      return new Replayed(stuck.fault(), false, 0, List.of(), List.of());
    }
    return result[0];
  }

  /**
   * What came of one schedule.
   *
   * @param fault what went wrong; null if nothing did
   * @param diverged whether the body had not all the decisions of the schedule
   * @param hash of the trace
   * @param rows of the trace
   * @param actors names by index
   */
  public record Replayed(
      @Nullable Fault fault, boolean diverged, long hash, List<Row> rows, List<String> actors) {}

  private void drive(Runnable work) {
    Thread driver =
        Thread.ofPlatform()
            .daemon()
            .name("gil-explorer")
            .unstarted(
                () -> {
                  try {
                    work.run();
                  } catch (Throwable t) {
                    broken = t;
                  }
                });
    driver.setContextClassLoader(Thread.currentThread().getContextClassLoader());
    driver.start();
    if (new Watchdog(execution, driver, settings.patience()).awaitEnd()) {
      execution.locks().close();
      if (broken != null) {
        throw new IllegalStateException("the explorer itself failed", broken);
      }
    } else {
      found = notFound(Watchdog.stuck(execution, settings.patience()));
      execution.uncontrolled("code that passes no point: " + Watchdog.place(execution));
      execution.abandon();
    }
  }

  private Findings.Found notFound(Fault fault) {
    return new Findings.Found(
        fault, executions + 1, Schedule.PLAIN, 0, 0, 0, 0, List.of(), List.of(), false);
  }

  private Findings findings() {
    Bounded all = bounded;
    int bound = all == null ? -1 : all.isExhausted() ? all.bound() : all.bound() - 1;
    return new Findings(
        executions,
        bound,
        all != null && all.isComplete(),
        found,
        execution.carrier().describe(),
        execution.control().counts(),
        longest);
  }

  private void search() {
    if (!settings.unobserved() && (fails(plain()) || !isRepeatable())) {
      return;
    }
    List<Chooser> choosers = new ArrayList<>();
    for (Settings.Mode mode : settings.explorer()) {
      choosers.add(chooser(mode));
    }
    while (executions < settings.executions()) {
      Chooser next = choosers.get((int) (executions % choosers.size()));
      if (run(next) || (bounded != null && bounded.isExhausted() && isDone(choosers))) {
        return;
      }
    }
  }

  /**
   * The execution without a preemption, which most mistakes need not; left out of a random walk,
   * which alone is fair to bodies that compute until another thread stops them.
   */
  private @Nullable Chooser plain() {
    return settings.explorer().equals(Set.of(Settings.Mode.RANDOM_WALK))
        ? null
        : new Replay(Schedule.PLAIN);
  }

  private boolean fails(@Nullable Chooser chooser) {
    return chooser != null && run(chooser);
  }

  /** All schedules up to the bound are known: that ends a search by them alone. */
  private boolean isDone(List<Chooser> choosers) {
    Bounded all = Objects.requireNonNull(bounded);
    if (all.isComplete() || choosers.size() == 1) {
      return true;
    }
    choosers.remove(all);
    return false;
  }

  private Chooser chooser(Settings.Mode mode) {
    return switch (mode) {
      case RANDOM_WALK -> new RandomWalk(settings.seed());
      case PCT -> new Pct(settings.seed(), settings.depth());
      case POS -> new Pos(settings.seed());
      case BOUNDED -> {
        Bounded all = new Bounded(settings.preemptions());
        bounded = all;
        yield all;
      }
    };
  }

  /** One execution; true if it ends the search. */
  private boolean run(Chooser chooser) {
    @Nullable Fault fault = execution.driver.run(body, chooser, null);
    executions++;
    longest = Math.max(longest, execution.decisions().size());
    if (fault == null) {
      return false;
    }
    found = shrunk(fault);
    return true;
  }

  private Findings.Found shrunk(Fault fault) {
    int before = execution.decisions().preemptions();
    long hash = execution.hash();
    Schedule first = execution.decisions().schedule();
    long at = executions;
    Replay again = new Replay(first);
    @Nullable Fault second = execution.driver.run(body, again, null);
    if (second == null || second.kind() != fault.kind() || execution.hash() != hash) {
      return unrepeatable(fault, at, first, second);
    }
    Shrinker shrinker = new Shrinker(execution, body, fault.kind(), settings.shrinks());
    Schedule least = shrinker.shrink();
    Recording rows = new Recording();
    @Nullable Fault last = execution.driver.run(body, new Replay(least), rows);
    if (last == null || last.kind() != fault.kind()) {
      return unrepeatable(fault, at, least, last);
    }
    return new Findings.Found(
        last,
        at,
        least,
        execution.hash(),
        before,
        execution.decisions().preemptions(),
        shrinker.runs(),
        execution.cast.names(),
        List.copyOf(rows.rows()),
        true);
  }

  private Findings.Found unrepeatable(
      Fault fault, long at, Schedule schedule, @Nullable Fault second) {
    Fault told =
        new Fault(
            Fault.Kind.NONDETERMINISTIC,
            "the body is not the same each time: it failed with \""
                + fault.message()
                + "\", and under the same schedule "
                + (second == null ? "did not fail" : "took other steps: " + second.message())
                + ". Look for clocks, random numbers, identity hashes, and state that it keeps",
            fault.cause(),
            fault.actor());
    return new Findings.Found(told, at, schedule, 0, 0, 0, 0, List.of(), List.of(), false);
  }

  /** Runs one seed twice, and a third time if the first only warmed something up. */
  private boolean isRepeatable() {
    long[] hashes = new long[3];
    for (int i = 0; i < hashes.length; i++) {
      @Nullable Fault fault = execution.driver.run(body, new RandomWalk(~settings.seed()), null);
      if (fault != null) {
        executions++;
        found = shrunk(fault);
        return false;
      }
      hashes[i] = execution.hash();
      if (i > 0 && hashes[i] == hashes[i - 1]) {
        return true;
      }
    }
    found =
        notFound(
            new Fault(
                Fault.Kind.NONDETERMINISTIC,
                "the body is not the same each time: under one seed it took other steps in each of"
                    + " three runs. Look for clocks, random numbers, identity hashes, and state"
                    + " that it keeps",
                null,
                null));
    return false;
  }

  /** How long a search is watched for a sign of life, unless told otherwise. */
  public static final Duration PATIENCE = Duration.ofSeconds(10);
}
