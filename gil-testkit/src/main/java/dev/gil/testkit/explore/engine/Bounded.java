package dev.gil.testkit.explore.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * All schedules with no preemption, then all with one, and so on (iterative context bounding;
 * Musuvathi and Qadeer, 2007): each once, so that the number of executions is the number of
 * interleavings.
 *
 * <p>Every vector is its own longest true prefix with one more decision that is not 0. So an
 * execution proposes, for each of its decisions behind the last that is not 0, each other
 * alternative: in the same bound if the running actor could not have gone on anyway, else in the
 * next. What it proposes is kept as a {@link Branch} and made a schedule one at a time: with some
 * twenty proposals an execution, schedules would soon be most of what the collector moves about.
 */
final class Bounded implements Chooser {
  /** How many schedules may wait for the next bound: what a machine's memory stands. */
  private static final int MOST_PENDING = 2_000_000;

  private final int most;
  private final Deque<Branch> free = new ArrayDeque<>(); // the deepest first
  private Queue<Branch> costly = new ArrayDeque<>(); // their last decision is of this bound
  private Queue<Branch> later = new ArrayDeque<>();
  private int pending; // schedules in later
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
  }

  @Override
  public void begins(Execution x) {
    current = next();
    replay.of(current);
    replay.begins(x);
  }

  /** The first of all, and what is run once there are no others, is the one without decisions. */
  private Schedule next() {
    Queue<Branch> from = free.isEmpty() ? costly : free;
    @Nullable Branch branch = from.peek();
    if (branch == null) {
      return Schedule.PLAIN;
    }
    Schedule schedule = branch.next();
    if (branch.left() == 0) {
      from.remove();
    }
    return schedule;
  }

  @Override
  public int choose(Execution x, Chooser.Subject subject, int alternatives) {
    return replay.choose(x, subject, alternatives);
  }

  @Override
  public void ends(Execution x) {
    Decisions taken = x.decisions();
    @Nullable Branch same = Branch.of(current, taken, false);
    if (same != null) {
      free.push(same);
    }
    @Nullable Branch next = Branch.of(current, taken, true);
    if (next != null) {
      if (bound < most && pending + next.left() <= MOST_PENDING) {
        pending += next.left();
        later.add(next);
      } else {
        cut = true;
      }
    }
    if (free.isEmpty() && costly.isEmpty()) {
      if (later.isEmpty()) {
        done = true;
      } else {
        bound++;
        costly = later;
        later = new ArrayDeque<>();
        pending = 0;
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
