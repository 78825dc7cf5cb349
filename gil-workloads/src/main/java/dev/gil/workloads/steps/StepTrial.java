package dev.gil.workloads.steps;

import dev.gil.Attachment;
import dev.gil.spi.AsyncTask;
import dev.gil.spi.Task;
import dev.gil.workloads.Trial;
import dev.gil.workloads.WrongResultException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * A trial of steps, dealt out to tasks in ranges; a task takes its steps one after the other.
 *
 * @param <P> what comes of a step
 */
public abstract class StepTrial<P extends Serializable> implements Trial<List<P>> {
  private static final AtomicLong EXECUTIONS = new AtomicLong();

  private final int steps;
  private final int tasks;

  /**
   * Of so many steps in so many tasks.
   *
   * @param tasks some are empty if there are more of them than steps
   */
  protected StepTrial(long steps, int tasks) {
    this.steps = (int) steps;
    this.tasks = tasks;
  }

  /**
   * A step.
   *
   * @param execution tells one execution of this JVM from all others
   */
  protected abstract Step<P> step(int number, long execution);

  /**
   * Checks one execution and puts it into words.
   *
   * @param all what came of the steps, in their order
   * @throws WrongResultException if it is not right
   */
  protected abstract String check(List<P> all);

  @Override
  public final List<Task<List<P>>> tasks() {
    return deal(StepTrial::blocking);
  }

  @Override
  public final List<AsyncTask<List<P>>> async() {
    return deal(StepTrial::started);
  }

  @Override
  public final String result(List<List<P>> parts) {
    List<P> all = flat(parts);
    if (all.size() != steps) {
      throw new WrongResultException(all.size() + " steps ended instead of " + steps);
    }
    return check(all);
  }

  /** What came of all steps, in their order. */
  protected final List<P> flat(List<List<P>> parts) {
    return parts.stream().flatMap(List::stream).toList();
  }

  private <T> List<T> deal(Function<List<Step<P>>, T> form) {
    long execution = EXECUTIONS.incrementAndGet();
    List<T> dealt = new ArrayList<>(tasks);
    for (int task = 0; task < tasks; task++) {
      List<Step<P>> mine = new ArrayList<>();
      int end = (int) ((long) steps * (task + 1) / tasks);
      for (int i = (int) ((long) steps * task / tasks); i < end; i++) {
        mine.add(step(i, execution));
      }
      dealt.add(form.apply(mine));
    }
    return dealt;
  }

  /** In a static method, so that it captures the steps only and can travel. */
  private static <P extends Serializable> Task<List<P>> blocking(List<Step<P>> steps) {
    return gil -> run(steps, gil);
  }

  private static <P extends Serializable> List<P> run(List<Step<P>> steps, Attachment gil)
      throws Exception {
    List<P> results = new ArrayList<>(steps.size());
    for (Step<P> step : steps) {
      results.add(step.run(gil));
      gil.checkpoint();
    }
    return results;
  }

  private static <P extends Serializable> AsyncTask<List<P>> started(List<Step<P>> steps) {
    return _ -> start(steps);
  }

  private static <P extends Serializable> CompletionStage<List<P>> start(List<Step<P>> steps) {
    List<P> results = new ArrayList<>(steps.size());
    CompletionStage<List<P>> done = CompletableFuture.completedStage(results);
    for (Step<P> step : steps) {
      done =
          done.thenCompose(_ -> step.start())
              .thenApply(
                  result -> {
                    results.add(result);
                    return results;
                  });
    }
    return done;
  }
}
