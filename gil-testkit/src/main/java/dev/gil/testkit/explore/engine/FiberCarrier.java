package dev.gil.testkit.explore.engine;

import java.util.Objects;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs actors as virtual threads on the driver itself, which is their one carrier: to go on costs
 * nothing, and no switch goes through the operating system.
 *
 * <p>Their scheduler only notes who can run. It is a {@link ForkJoinPool} since the JDK hands timed
 * parks to a scheduler of that class: there the virtual clock comes in. Its own workers never
 * start.
 */
final class FiberCarrier implements Carrier {
  private final Execution execution;
  private final Thread.Builder.OfVirtual builder;
  private int turns;

  FiberCarrier(Execution execution) {
    this.execution = execution;
    this.builder = Fibers.builder(new Scheduler(execution));
  }

  /** The execution that schedules a virtual thread; null if that is none of an explorer's. */
  static @Nullable Execution of(Thread virtual) {
    return Fibers.scheduler(virtual) instanceof Scheduler s ? s.execution : null;
  }

  @Override
  public void start(Actor actor) {
    Thread thread = builder.name(actor.name()).unstarted(actor.life);
    Fibers.replaceSubmitted(thread, actor);
    actor.thread = thread;
    thread.start();
  }

  @Override
  public void run(Actor actor) {
    turns++;
    Fibers.run(Objects.requireNonNull(actor.thread));
  }

  @Override
  @SuppressWarnings("ThreadPriorityCheck") // its scheduler is this one
  public void giveBack(Actor actor) {
    int before = turns;
    Thread.yield();
    if (turns == before) {
      execution.signals.pinned(actor);
    }
  }

  /** How often a thread was mounted so far. */
  int turns() {
    return turns;
  }

  @Override
  public boolean hasEnded(Actor actor) {
    Thread thread = actor.thread;
    return thread != null && Fibers.hasEnded(thread);
  }

  @Override
  public void forget(Actor actor) {
    Thread thread = actor.thread;
    if (thread != null) {
      Fibers.forget(thread);
    }
  }

  @Override
  public String describe() {
    return "virtual threads on one carrier";
  }

  private static final class Scheduler extends ForkJoinPool {
    private final Execution execution;

    Scheduler(Execution execution) {
      super(1);
      this.execution = execution;
    }

    @Override
    public void execute(Runnable what) {
      if (what instanceof Actor actor) {
        execution.signals.submitted(actor);
        return;
      }
      @Nullable Thread thread = Fibers.threadOf(what);
      if (thread == null) {
        throw new IllegalArgumentException(
            what + " is not a virtual thread's: only those run on this scheduler");
      }
      execution.signals.started(thread);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable action, long delay, TimeUnit unit) {
      return execution.time.schedule(action, unit.toNanos(delay));
    }
  }
}
