package dev.gil.bench.explore;

import dev.gil.bench.fork.Figures;
import dev.gil.testkit.check.Call;
import dev.gil.testkit.check.History;
import dev.gil.testkit.check.Linearizability;
import dev.gil.testkit.check.Linearization;
import dev.gil.testkit.check.Program;
import dev.gil.testkit.check.ProgramRunner;
import dev.gil.testkit.check.SequentialModel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.LinkedBlockingDeque;
import org.jspecify.annotations.Nullable;

/**
 * The program of a fork that checks histories of three threads and eight operations each, of a
 * deque with a lock, for an order that explains them. Calls overlap as far as they can. Each
 * history is checked as it is, and with one result that is wrong. The first is the first thing that
 * its JVM does.
 */
final class HistoryFork {
  static final String MEDIAN = "median";
  static final String LONGEST = "longest";

  private static final int HISTORIES = 200;
  private static final int THREADS = 3;
  private static final int CALLS = 8;

  private HistoryFork() {}

  private enum Step {
    ADD_FIRST,
    ADD_LAST,
    POLL_FIRST,
    POLL_LAST,
    PEEK_FIRST,
    PEEK_LAST;

    @Nullable Object on(Deque<Integer> deque) {
      return switch (this) {
        case ADD_FIRST -> deque.offerFirst(1);
        case ADD_LAST -> deque.offerLast(2);
        case POLL_FIRST -> deque.pollFirst();
        case POLL_LAST -> deque.pollLast();
        case PEEK_FIRST -> deque.peekFirst();
        case PEEK_LAST -> deque.peekLast();
      };
    }
  }

  private static final class Model implements SequentialModel<List<Integer>, Step> {
    @Override
    public List<Integer> initial() {
      return List.of();
    }

    @Override
    public Outcome<List<Integer>> apply(List<Integer> state, Step step) {
      Deque<Integer> deque = new ArrayDeque<>(state);
      @Nullable Object result = step.on(deque);
      return new Outcome<>(List.copyOf(deque), result);
    }
  }

  public static void main(String[] args) throws InterruptedException {
    Random random = new Random(1);
    List<History<Step>> right = new ArrayList<>();
    for (int i = 0; i < HISTORIES; i++) {
      right.add(history(random));
    }
    Linearizability<Step> check = Linearizability.against(new Model());
    double[] millis = new double[2 * HISTORIES];
    for (int i = 0; i < millis.length; i++) {
      boolean isRight = i % 2 == 0;
      History<Step> history = isRight ? right.get(i / 2) : spoilt(right.get(i / 2));
      long begin = System.nanoTime();
      Linearization<Step> order = check.check(history);
      millis[i] = (System.nanoTime() - begin) / 1e6;
      if (order.found() != isRight) {
        throw new IllegalStateException("judged wrongly: " + history);
      }
    }
    Figures.say(MEDIAN, FindFork.median(millis));
    Figures.say(LONGEST, Arrays.stream(millis).max().orElseThrow());
  }

  private static History<Step> history(Random random) throws InterruptedException {
    List<List<Step>> threads = new ArrayList<>();
    for (int thread = 0; thread < THREADS; thread++) {
      List<Step> steps = new ArrayList<>();
      for (int i = 0; i < CALLS; i++) {
        steps.add(Step.values()[random.nextInt(Step.values().length)]);
      }
      threads.add(steps);
    }
    return widened(
        ProgramRunner.onThreads()
            .run(
                Program.of(threads),
                () -> {
                  Deque<Integer> deque = new LinkedBlockingDeque<>();
                  return step -> step.on(deque);
                }));
  }

  /** Each call returns only when its thread makes the next: as many orders as there can be. */
  private static History<Step> widened(History<Step> history) {
    List<Call<Step>> wide = new ArrayList<>();
    for (int thread = 0; thread < THREADS; thread++) {
      int of = thread;
      List<Call<Step>> own = history.calls().stream().filter(c -> c.thread() == of).toList();
      for (int i = 0; i < own.size(); i++) {
        Call<Step> call = own.get(i);
        long called = i == 0 ? 0 : 2 * call.called() + 1;
        long returned = i + 1 < own.size() ? 2 * own.get(i + 1).called() : 1_000_000;
        wide.add(new Call<>(of, call.operation(), call.result(), called, returned));
      }
    }
    return new History<>(wide);
  }

  /** The last call has seen what was never there. */
  private static History<Step> spoilt(History<Step> history) {
    List<Call<Step>> calls = new ArrayList<>(history.calls());
    Call<Step> last = calls.removeLast();
    calls.add(new Call<>(last.thread(), last.operation(), 7, last.called(), last.returned()));
    return new History<>(calls);
  }
}
