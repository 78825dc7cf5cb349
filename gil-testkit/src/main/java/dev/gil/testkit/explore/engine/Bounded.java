package dev.gil.testkit.explore.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * All schedules with no preemption, then all with one, and so on (iterative context bounding;
 * Musuvathi and Qadeer, 2007): each once, so that the number of executions is the number of
 * interleavings.
 *
 * <p>Every vector is its own longest true prefix with one more decision that is not 0. So an
 * execution proposes, for each of its decisions behind the last that is not 0, each other
 * alternative: in the same bound if the running actor could not have gone on anyway, else in the
 * next.
 */
final class Bounded implements Chooser {
  /** How many schedules may wait for the next bound: what a machine's memory stands. */
  private static final int MOST_PENDING = 2_000_000;

  private final int most;
  private final ArrayDeque<Schedule> now = new ArrayDeque<>();
  private List<Schedule> later = new ArrayList<>();
  private final Replay replay = new Replay(Schedule.PLAIN);
  private Schedule current = Schedule.PLAIN;
  private int bound;
  private boolean cut;
  private boolean done;

  /**
   * An explorer of all schedules up to a bound.
   *
   * @param most preemptions and unusual data
   */
  Bounded(int most) {
    this.most = most;
    now.push(Schedule.PLAIN);
  }

  @Override
  public void begins(Execution x) {
    current = now.isEmpty() ? Schedule.PLAIN : now.pop();
    replay.of(current);
    replay.begins(x);
  }

  @Override
  public int choose(Execution x, Chooser.Subject subject, int alternatives) {
    return replay.choose(x, subject, alternatives);
  }

  @Override
  public void ends(Execution x) {
    Decisions taken = x.decisions();
    for (int at = current.last() + 1; at < taken.size(); at++) {
      boolean free = !Decisions.counts(taken.subject(at));
      for (int choice = 1; choice < taken.width(at); choice++) {
        if (free) {
          now.push(current.then(at, choice));
        } else if (bound < most && later.size() < MOST_PENDING) {
          later.add(current.then(at, choice));
        } else {
          cut = true;
        }
      }
    }
    if (now.isEmpty()) {
      if (later.isEmpty()) {
        done = true;
      } else {
        bound++;
        now.addAll(later);
        later = new ArrayList<>();
      }
    }
  }

  /** Whether all schedules up to the bound were run. */
  boolean isExhausted() {
    return done;
  }

  /** Whether there are no others beyond the bound either. */
  boolean isComplete() {
    return done && !cut;
  }

  /** How many preemptions the schedules have that are run now. */
  int bound() {
    return bound;
  }
}
