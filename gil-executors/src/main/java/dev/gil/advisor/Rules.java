package dev.gil.advisor;

import dev.gil.advisor.Facts.ThreadSafety;
import dev.gil.advisor.Profile.Travel;
import dev.gil.spi.Trait;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which strategies a task must not be run by, by their traits: whoever wrote them. */
final class Rules {
  private Rules() {}

  /**
   * Why a strategy is out of the question.
   *
   * @param travel as measured; null if it was not
   * @param atOnce tasks under way at once
   * @return empty if it is not
   */
  static Optional<String> against(
      Candidate candidate, Facts facts, @Nullable Travel travel, int atOnce) {
    return candidate
        .strategy()
        .unavailable()
        .map(why -> "cannot run here: " + why)
        .or(() -> byFacts(candidate, facts))
        .or(() -> byTravel(candidate, travel))
        .or(() -> byMemory(candidate, facts, atOnce));
  }

  private static Optional<String> byFacts(Candidate candidate, Facts facts) {
    if (facts.threadSafety() != ThreadSafety.SAFE && runsAtOnceInOneHeap(candidate)) {
      return Optional.of(
          facts.threadSafety() == ThreadSafety.UNSAFE
              ? "the code is not thread-safe"
              : "nobody said that the code is thread-safe");
    }
    if (facts.sameThread() && !candidate.has(Trait.SAME_THREAD)) {
      return Optional.of("its tasks do not share one thread");
    }
    if (facts.inOrder() && !candidate.has(Trait.IN_ORDER)) {
      return Optional.of("its tasks do not begin in order");
    }
    if (facts.sharedState() && !candidate.has(Trait.SHARES_HEAP)) {
      return Optional.of("its tasks see copies, not the submitter's objects");
    }
    if (facts.mayCrash() && !candidate.has(Trait.ISOLATES_CRASHES)) {
      return Optional.of("a crash would take this JVM down");
    }
    if (facts.mayHang() && !candidate.has(Trait.KILLS_RUNNING_TASKS)) {
      return Optional.of("a task that hangs could not be stopped");
    }
    return Optional.empty();
  }

  static boolean runsAtOnceInOneHeap(Candidate candidate) {
    return candidate.has(Trait.SHARES_HEAP)
        && !candidate.has(Trait.ONE_AT_A_TIME)
        && !candidate.has(Trait.SAME_THREAD);
  }

  private static Optional<String> byTravel(Candidate candidate, @Nullable Travel travel) {
    return travel == null || !candidate.has(Trait.NEEDS_SERIALIZABLE)
        ? Optional.empty()
        : travel.refused().map(why -> "its tasks must travel: " + why);
  }

  private static Optional<String> byMemory(Candidate candidate, Facts facts, int atOnce) {
    if (facts.memoryLimit().isEmpty() || candidate.kind() != Kind.WORKERS) {
      return Optional.empty();
    }
    int processes = Candidate.processes(atOnce);
    long needed = processes * Coefficients.WORKER_BYTES;
    return needed <= facts.memoryLimit().getAsLong()
        ? Optional.empty()
        : Optional.of(
            processes
                + " worker processes take some "
                + Words.bytes((double) needed)
                + " before any task, more than the limit of "
                + Words.bytes((double) facts.memoryLimit().getAsLong()));
  }
}
