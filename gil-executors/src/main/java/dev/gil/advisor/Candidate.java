package dev.gil.advisor;

import dev.gil.spi.ParallelismStrategy;
import dev.gil.spi.StrategySettings;
import dev.gil.spi.Trait;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * A strategy as the advisor sees it. Its traits are read once.
 *
 * @param strategy to be opened
 * @param traits of it
 * @param kind by these and by the form of the tasks
 */
record Candidate(ParallelismStrategy strategy, Set<Trait> traits, Kind kind) {
  /**
   * Of strategies that are equally fast, the earlier one: what asks least of the code and of the
   * machine. No lock at all; no threads; threads of the JDK; virtual ones, first those that need no
   * flag of the JVM; kernels, which the code must call; stages, which it must be written in;
   * processes; other machines. A strategy of a third party comes after all of gil's in this JVM.
   */
  private static final List<String> SIMPLEST_FIRST =
      List.of(
          "free",
          "single",
          "threads",
          "virtual-explicit",
          "virtual",
          "kernels",
          "eventloop",
          "",
          "processes",
          "cluster");

  static final Comparator<Candidate> BY_SIMPLICITY =
      Comparator.comparingInt(candidate -> place(candidate.id()));

  static Candidate of(ParallelismStrategy strategy, boolean async) {
    Set<Trait> traits = Set.copyOf(strategy.traits());
    return new Candidate(strategy, traits, Kind.of(traits, async));
  }

  static int place(String id) {
    int place = SIMPLEST_FIRST.indexOf(id);
    return place < 0 ? SIMPLEST_FIRST.indexOf("") : place;
  }

  String id() {
    return strategy.id();
  }

  boolean has(Trait trait) {
    return traits.contains(trait);
  }

  /** Whether whatever blocks a task lets the others in, without a word of the task's. */
  boolean dropsLockWhereverItWaits() {
    return id().equals("virtual");
  }

  /** Whether each task has a thread of its own, however many there are. */
  boolean isThreadPerTask() {
    return id().equals("virtual") || id().equals("virtual-explicit") || kind == Kind.LOOP;
  }

  /**
   * The settings to open it with: threads for all tasks that are to be under way at once, or no
   * more processes than processors, each with its part of them.
   */
  StrategySettings settings(StrategySettings common, int atOnce) {
    if (kind != Kind.WORKERS) {
      return common.workers(atOnce);
    }
    int processes = processes(atOnce);
    return common.workers(processes).inFlight((atOnce + processes - 1) / processes);
  }

  static int processes(int atOnce) {
    return Math.min(atOnce, Runtime.getRuntime().availableProcessors());
  }
}
