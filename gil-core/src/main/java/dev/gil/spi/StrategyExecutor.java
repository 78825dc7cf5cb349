package dev.gil.spi;

import dev.gil.AttachmentException;
import dev.gil.GlobalLock;
import dev.gil.PoolSaturatedException;
import dev.gil.TaskNotSerializableException;
import dev.gil.internal.Breaker;
import dev.gil.internal.LockAccess;
import dev.gil.internal.TrustFilter;
import dev.gil.internal.log.Log;
import dev.gil.refcount.RefCountedSegment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The one {@link GilExecutor}: everything about tasks that does not depend on where they run.
 *
 * <p>It knows every job that has not ended, so that closing can wait for them, cancel them and
 * count them, whatever the runner does. The mutex guards that set together with the states of
 * shutting down; no foreign code runs under it.
 */
final class StrategyExecutor implements GilExecutor {
  private final ParallelismStrategy strategy;
  private final StrategySettings settings;
  private final Runner runner;
  private final @Nullable GlobalLock lock;
  private final boolean ownsLock;
  private final boolean travels;
  private final @Nullable Depot depot;
  private final long capacity;

  private final ReentrantLock mutex = new ReentrantLock();
  private final Condition changed = mutex.newCondition();
  private final JobList unfinished = new JobList(); // guarded by mutex
  private int pieces; // of those, which the bound does not count; guarded by mutex
  private boolean shutdown; // guarded by mutex
  private boolean stopNow; // guarded by mutex
  private boolean runnerGone; // guarded by mutex

  private final Tally tally = new Tally();

  StrategyExecutor(
      ParallelismStrategy strategy,
      Set<Trait> traits,
      StrategySettings settings,
      Runner runner,
      @Nullable GlobalLock lock,
      boolean ownsLock) {
    this.strategy = strategy;
    this.settings = settings;
    this.runner = runner;
    this.lock = lock;
    this.ownsLock = ownsLock;
    this.depot = runner.depot().orElse(null);
    this.travels = traits.contains(Trait.NEEDS_SERIALIZABLE);
    this.capacity = (long) settings.workers() * settings.inFlight() + settings.queue();
  }

  // --- submitting
  // ------------------------------------------------------------------------------------

  @Override
  public <T extends @Nullable Object> TaskFuture<T> submit(Task<T> task) {
    return submit(TaskOptions.NONE, task);
  }

  @Override
  public <T extends @Nullable Object> TaskFuture<T> submit(TaskOptions options, Task<T> task) {
    return start(new Work.OfTask<>(task), options, false);
  }

  @Override
  public <T extends @Nullable Object> TaskFuture<T> submit(Body<T> task) {
    return start(new Work.OfCallable<T>(task), TaskOptions.NONE, false);
  }

  @Override
  public TaskFuture<?> submit(Block task) {
    return this.<@Nullable Void>start(
        new Work.OfRunnable<@Nullable Void>(task, null), TaskOptions.NONE, false);
  }

  @Override
  public <T extends @Nullable Object> TaskFuture<T> submit(Callable<T> task) {
    return start(new Work.OfCallable<>(task), TaskOptions.NONE, false);
  }

  @Override
  public TaskFuture<?> submit(Runnable task) {
    return this.<@Nullable Void>start(
        new Work.OfRunnable<@Nullable Void>(task, null), TaskOptions.NONE, false);
  }

  @Override
  public <T extends @Nullable Object> TaskFuture<T> submit(Runnable task, T result) {
    return start(new Work.OfRunnable<>(task, result), TaskOptions.NONE, false);
  }

  @Override
  public TaskFuture<@Nullable Void> run(VoidTask task) {
    return start(new Work.OfVoid(task), TaskOptions.NONE, false);
  }

  @Override
  public <T extends @Nullable Object> TaskFuture<T> submitAsync(AsyncTask<T> task) {
    return submitAsync(TaskOptions.NONE, task);
  }

  @Override
  public <T extends @Nullable Object> TaskFuture<T> submitAsync(
      TaskOptions options, AsyncTask<T> task) {
    return start(new Work.OfAsync<>(task), options, false);
  }

  @Override
  public void execute(Runnable task) {
    var _ = this.<@Nullable Void>start(new Work.OfRunnable<>(task, null), TaskOptions.NONE, true);
  }

  <T extends @Nullable Object> TaskFuture<T> start(
      Work<T> work, TaskOptions options, boolean reportsFailure) {
    Job<T> job = job(work, options, reportsFailure);
    mutex.lock();
    try {
      if (shutdown || unfinished.size() - pieces >= capacity) {
        tally.rejected();
        throw new PoolSaturatedException(refusal(job));
      }
      accept(job);
    } finally {
      freeUnlessAccepted(job);
      mutex.unlock();
    }
    return launch(job);
  }

  /** As {@link #start}, but waits for room. */
  <T extends @Nullable Object> TaskFuture<T> startWhenRoom(Work<T> work)
      throws InterruptedException {
    Job<T> job = job(work, TaskOptions.NONE, false);
    try {
      mutex.lockInterruptibly();
      while (!shutdown && unfinished.size() - pieces >= capacity) {
        changed.await();
      }
      if (shutdown) {
        tally.rejected();
        throw new PoolSaturatedException(refusal(job));
      }
      accept(job);
    } finally {
      freeUnlessAccepted(job);
      if (mutex.isHeldByCurrentThread()) { // else interrupted before it had it
        mutex.unlock();
      }
    }
    return launch(job);
  }

  /** What was stored for a job that will never end. */
  private void freeUnlessAccepted(Job<?> job) {
    if (!job.listed) {
      free(job);
    }
  }

  /** Frees what was kept for a job that will not begin any more. */
  void free(Job<?> job) {
    if (!travels) {
      return;
    }
    Packing.Packed luggage = job.unpack();
    if (depot != null) {
      for (long ticket : luggage.tickets()) {
        depot.free(ticket);
      }
    }
    luggage.pinned().forEach(RefCountedSegment::unpin);
  }

  private String refusal(Job<?> job) {
    return shutdown
        ? "the executor \""
            + strategy.id()
            + "\" is closed and does not take task \""
            + job.label()
            + '"'
        : "the executor \""
            + strategy.id()
            + "\" is full: "
            + (unfinished.size() - pieces)
            + " tasks are unfinished (workers "
            + settings.workers()
            + " x in flight "
            + settings.inFlight()
            + " + queue "
            + settings.queue()
            + "), so task \""
            + job.label()
            + "\" was not taken. Wait for some, or enlarge the queue";
  }

  private void accept(Job<?> job) {
    unfinished.add(job);
    tally.submitted();
  }

  private <T extends @Nullable Object> TaskFuture<T> launch(Job<T> job) {
    job.startClock();
    try {
      runner.start(job);
    } catch (RuntimeException | Error e) {
      job.fail(e, true); // a runner that throws has not taken the job; it ends here
    }
    return job.future();
  }

  Job<?> piece(Job<?> task, Runnable body) {
    return new Job<@Nullable Void>(
        this,
        new Work.OfRunnable<@Nullable Void>(body, null),
        TaskOptions.NONE,
        task.label(),
        breaker(),
        null,
        true,
        task);
  }

  /**
   * Starts a later piece of a task that has not ended. Beyond the bound, since the task has its
   * place already; and after a shutdown, since that waits for the task.
   */
  void resume(Job<?> task, Job<?> piece) {
    mutex.lock();
    try {
      if (stopNow || !task.listed) {
        throw new PoolSaturatedException(
            "task \""
                + task.label()
                + "\" has ended, and what it left to do is not begun any more");
      }
      pieces++;
      unfinished.add(piece);
    } finally {
      mutex.unlock();
    }
    var _ = launch(piece);
  }

  private Breaker breaker() {
    @Nullable GlobalLock under = taskLock();
    return under == null ? new Breaker() : LockAccess.get().breaker(under);
  }

  private <T extends @Nullable Object> Job<T> job(
      Work<T> work, TaskOptions options, boolean reportsFailure) {
    Class<?> body = Objects.requireNonNull(work.body(), "task").getClass();
    String label = options.name().orElse(Packing.nameOf(body));
    return new Job<>(
        this,
        work,
        options,
        label,
        breaker(),
        travels ? encode(work, label) : null,
        reportsFailure,
        null);
  }

  private Packing.Packed encode(Work<?> work, String label) {
    try {
      return Packing.encode(work, label, strategy.id(), depot);
    } catch (TaskNotSerializableException e) {
      tally.rejected();
      throw e;
    }
  }

  /** Whether tasks run in other JVMs. */
  boolean travels() {
    return travels;
  }

  /** How many tasks may run at the same time. */
  int lanes() {
    return settings.workers() * settings.inFlight();
  }

  TrustFilter trust(Class<?> body) {
    return Packing.trust(body, settings.allowed());
  }

  @Nullable GlobalLock taskLock() {
    return lock;
  }

  /** Waiting for a task while holding the lock it runs under would never end. */
  void requireNotAttached(String call) {
    if (lock != null && lock.isHeld()) {
      throw new AttachmentException(
          call
              + " while attached to "
              + lock.name()
              + ", which the awaited task needs, would never return."
              + " Detach round it: gil.detached(() -> ...)");
    }
    if (runner.isOnlyThread() || (lock != null && LockAccess.get().isOnItsThread(lock))) {
      throw new AttachmentException(
          call
              + " on the only thread of \""
              + strategy.id()
              + "\", which the awaited task needs, would never return."
              + " Go on from the future instead: future.thenApply(...), returned from submitAsync");
    }
  }

  // --- what jobs report
  // ------------------------------------------------------------------------------

  void ended(Job<?> job) {
    free(job); // before anybody can see that nothing is left to be done
    boolean last;
    mutex.lock();
    try {
      if (!unfinished.remove(job)) {
        return;
      }
      pieces -= job.isPiece() ? 1 : 0;
      last = unfinished.size() == 0 && shutdown;
      changed.signalAll();
    } finally {
      mutex.unlock();
    }
    if (last) {
      closeRunner();
    }
  }

  void count(Job<?> job, Future.State end) {
    if (!job.isPiece()) {
      tally.ended(end);
    }
  }

  boolean startAgain(Job<?> job, boolean counts) {
    mutex.lock();
    try {
      if (stopNow) {
        return false;
      }
    } finally {
      mutex.unlock();
    }
    if (counts) {
      tally.retried();
    }
    try {
      runner.start(job);
      return true;
    } catch (RuntimeException e) {
      Log.gil()
          .log(
              System.Logger.Level.WARNING,
              "the runner of \"" + strategy.id() + "\" did not take " + job,
              e);
      return false;
    }
  }

  void stop(Job<?> job) {
    runner.stop(job);
  }

  void report(Job<?> job, Throwable failure) {
    Log.gil()
        .log(
            System.Logger.Level.WARNING,
            job.isPiece()
                ? "a later piece of task \"" + job.label() + "\" failed"
                : "task \"" + job.label() + "\", given to execute(), failed",
            failure);
  }

  // --- closing
  // ---------------------------------------------------------------------------------------

  @Override
  public void shutdown() {
    boolean idle;
    mutex.lock();
    try {
      shutdown = true;
      idle = unfinished.size() == 0;
      changed.signalAll();
    } finally {
      mutex.unlock();
    }
    if (idle) {
      closeRunner();
    }
  }

  @Override
  public List<Runnable> shutdownNow() {
    List<Job<?>> jobs;
    mutex.lock();
    try {
      shutdown = true;
      stopNow = true;
      jobs = unfinished.copy();
      changed.signalAll();
    } finally {
      mutex.unlock();
    }
    // Those that wait first: a running one that ends would let the next begin.
    List<Runnable> waiting = new ArrayList<>();
    List<Job<?>> begun = new ArrayList<>();
    for (Job<?> job : jobs) {
      if (job.hasNotBegun()) {
        end(job);
        waiting.add(job.work().body() instanceof Runnable original ? original : job);
      } else {
        begun.add(job);
      }
    }
    begun.forEach(StrategyExecutor::end);
    closeRunner();
    return waiting;
  }

  private static void end(Job<?> job) {
    if (!job.cancel(true)) {
      job.halt(); // its future is complete, but it may still run
    }
  }

  /** Tells the runner to end, without waiting for it: this may be one of its own threads. */
  private void closeRunner() {
    try {
      boolean now;
      mutex.lock();
      try {
        now = stopNow;
      } finally {
        mutex.unlock();
      }
      runnerGone(runner.close(now, Duration.ZERO));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void runnerGone(boolean gone) {
    if (!gone) {
      return;
    }
    mutex.lock();
    try {
      if (unfinished.size() > 0) {
        return;
      }
      runnerGone = true;
      changed.signalAll();
    } finally {
      mutex.unlock();
    }
    if (ownsLock && lock != null) {
      lock.close();
    }
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
    long deadline = System.nanoTime() + unit.toNanos(timeout);
    boolean now;
    mutex.lockInterruptibly();
    try {
      while (!shutdown || unfinished.size() > 0) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        changed.awaitNanos(left);
      }
      if (runnerGone) {
        return true;
      }
      now = stopNow;
    } finally {
      mutex.unlock();
    }
    long left = Math.max(0, deadline - System.nanoTime());
    boolean gone = runner.close(now, Duration.ofNanos(left));
    runnerGone(gone);
    return gone;
  }

  @Override
  public void close() {
    boolean done = false;
    boolean interrupted = false;
    shutdown();
    while (!done) {
      try {
        done = awaitTermination(1, TimeUnit.DAYS);
      } catch (InterruptedException e) {
        if (!interrupted) {
          shutdownNow();
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isShutdown() {
    mutex.lock();
    try {
      return shutdown;
    } finally {
      mutex.unlock();
    }
  }

  @Override
  public boolean isTerminated() {
    boolean idle;
    mutex.lock();
    try {
      idle = shutdown && unfinished.size() == 0;
      if (!idle || runnerGone) {
        return idle;
      }
    } finally {
      mutex.unlock();
    }
    closeRunner(); // looks whether its threads and processes are gone by now
    mutex.lock();
    try {
      return runnerGone;
    } finally {
      mutex.unlock();
    }
  }

  // --- many tasks, and looking
  // -----------------------------------------------------------------------

  @Override
  public <A extends @Nullable Object, R extends @Nullable Object> List<R> map(
      Collection<? extends A> in, Mapper<? super A, ? extends R> f)
      throws InterruptedException, ExecutionException {
    return Batches.map(this, in, f);
  }

  @Override
  public <T extends @Nullable Object> List<Future<T>> invokeAll(
      Collection<? extends Callable<T>> tasks) throws InterruptedException {
    return Batches.all(this, tasks, Long.MAX_VALUE);
  }

  @Override
  public <T extends @Nullable Object> List<Future<T>> invokeAll(
      Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit)
      throws InterruptedException {
    return Batches.all(this, tasks, unit.toNanos(timeout));
  }

  @Override
  public <T extends @Nullable Object> T invokeAny(Collection<? extends Callable<T>> tasks)
      throws InterruptedException, ExecutionException {
    try {
      return Batches.any(this, tasks, Long.MAX_VALUE);
    } catch (TimeoutException e) {
      throw new AssertionError("an endless wait timed out", e);
    }
  }

  @Override
  public <T extends @Nullable Object> T invokeAny(
      Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit)
      throws InterruptedException, ExecutionException, TimeoutException {
    return Batches.any(this, tasks, unit.toNanos(timeout));
  }

  @Override
  public ParallelismStrategy strategy() {
    return strategy;
  }

  @Override
  public Optional<GlobalLock> lock() {
    return Optional.ofNullable(lock);
  }

  @Override
  public ExecutorSnapshot snapshot() {
    return tally.snapshot(strategy.id(), runner.workers());
  }

  @Override
  public String toString() {
    int open;
    mutex.lock();
    try {
      open = unfinished.size();
    } finally {
      mutex.unlock();
    }
    return "GilExecutor[" + strategy.id() + ", " + open + " unfinished]";
  }
}
