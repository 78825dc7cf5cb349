package dev.gil.testkit.explore.engine;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks for a simpler schedule with the same kind of fault: fewer preemptions first, then fewer
 * decisions that are not 0, then a shorter run.
 *
 * <p>First it takes decisions back, in halves, quarters and so on (delta debugging; Zeller and
 * Hildebrandt, 2002), among them those of one thread together. Where that stands still, a switch is
 * moved to a later decision, which can merge two blocks of a thread. All that only ever goes
 * downhill, so last of all the schedules with fewer preemptions than are left are run in order:
 * mostly that is a handful, and afterwards the count is the least there is.
 */
final class Shrinker {
  private final Execution execution;
  private final Runnable body;
  private final Fault.Kind kind;
  private final int most;
  private final Replay replay = new Replay(Schedule.PLAIN);
  private final Set<Schedule> tried = new HashSet<>();
  private Schedule best;
  private int preemptions;
  private int length;
  private int runs;

  Shrinker(Execution execution, Runnable body, Fault.Kind kind, int most) {
    this.execution = execution;
    this.body = body;
    this.kind = kind;
    this.most = most;
    this.best = execution.decisions().schedule();
    this.preemptions = execution.decisions().preemptions();
    this.length = execution.decisions().size();
  }

  Schedule shrink() {
    boolean better = true;
    int half = most / 2;
    while (better && runs < half) {
      better = dropSome(half);
      better |= moveLater(half);
    }
    fewerPreemptions();
    return best;
  }

  int runs() {
    return runs;
  }

  private boolean dropSome(int limit) {
    boolean any = false;
    for (int chunk = Math.max(1, best.size() / 2); chunk >= 1; chunk /= 2) {
      for (int from = Math.max(0, best.size() - chunk); from >= 0 && runs < limit; ) {
        int to = Math.min(best.size(), from + chunk);
        if (from < to && attempt(best.without(from, to))) {
          any = true;
          from = Math.min(from, best.size()) - chunk;
        } else {
          from -= chunk;
        }
      }
    }
    return any;
  }

  private boolean moveLater(int limit) {
    boolean any = false;
    for (int i = best.size() - 1; i >= 0 && runs < limit; i--) {
      if (i >= best.size()) {
        continue;
      }
      int end = i + 1 < best.size() ? best.at(i + 1) : length;
      for (int place = best.at(i) + 1; place < end && runs < limit; place++) {
        int before = preemptions;
        if (attempt(best.moved(i, place)) || preemptions < before) {
          any = true;
          break;
        }
        if (place > best.at(Math.min(i, best.size() - 1)) + 3) {
          break;
        }
      }
    }
    return any;
  }

  private void fewerPreemptions() {
    if (preemptions == 0) {
      return;
    }
    Bounded bounded = new Bounded(preemptions - 1);
    while (runs < most && !bounded.isExhausted()) {
      runs++;
      @Nullable Fault fault = execution.driver.run(body, bounded, null);
      if (fault != null && fault.kind() == kind) {
        keep();
        return;
      }
    }
  }

  /** Whether a schedule has the fault and is simpler. */
  private boolean attempt(Schedule schedule) {
    if (!tried.add(schedule)) {
      return false;
    }
    runs++;
    replay.of(schedule);
    @Nullable Fault fault = execution.driver.run(body, replay, null);
    if (fault == null || fault.kind() != kind) {
      return false;
    }
    Decisions taken = execution.decisions();
    int fewer = taken.preemptions() - preemptions;
    int shorter = taken.schedule().size() - best.size();
    if (fewer < 0
        || (fewer == 0 && shorter < 0)
        || (fewer == 0 && shorter == 0 && taken.size() < length)) {
      keep();
      return true;
    }
    return false;
  }

  private void keep() {
    Decisions taken = execution.decisions();
    best = taken.schedule();
    preemptions = taken.preemptions();
    length = taken.size();
  }
}
