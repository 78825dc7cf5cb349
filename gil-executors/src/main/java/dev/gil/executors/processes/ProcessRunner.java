package dev.gil.executors.processes;

import dev.gil.TaskCancelledException;
import dev.gil.TaskNotSerializableException;
import dev.gil.WorkerStartFailedException;
import dev.gil.spi.Depot;
import dev.gil.spi.Job;
import dev.gil.spi.Runner;
import dev.gil.spi.StrategySettings;
import dev.gil.spi.WorkerSnapshot;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Gives jobs to workers, and is the only one who decides: about jobs, about workers, about the end.
 *
 * <p><b>One mutex.</b> Every transition of a worker ({@link Worker.State}), and every job's way
 * from the queue into a worker and out of it, happens under {@link #mutex}. Nothing slow happens
 * there: processes are started, tasks sent, results deserialized and dead workers questioned
 * outside. So each rule below is a matter of reading one critical section.
 *
 * <p><b>No job is lost.</b> A job is at any time in the queue, or in the flights of exactly one
 * worker, or ended. {@link Assignment#assign} moves it from the first to the second and calls
 * {@code begin} in the same section; {@link #finished} takes it out with its result; {@link #ended}
 * takes out all that are left, after the process is gone and its link was read to the end, and
 * fails them. A worker leaves {@link Worker.State#READY} before its process is killed, so nothing
 * is assigned to a process that is about to die; if it dies by itself in between, the job is among
 * those left.
 *
 * <p><b>No task begins twice by mistake.</b> Before it touches a task a worker notes it in its
 * {@link Turn}, which outlives it. So a flight above the turn was never touched and may be given to
 * another worker at no cost; one that is not may have had effects and costs an attempt, even if it
 * had none. Ids rise in the order in which tasks are sent, since both are done under the mutex.
 *
 * <p><b>Only the right process is killed.</b> A stop names a job. If it has not begun it is taken
 * back. If it has, and its flight is still the same one in the same worker after the grace that a
 * soft cancel has, that worker's process is killed through the handle taken under the mutex; a
 * process that replaced it meanwhile has other flights.
 *
 * <p><b>Nobody hangs.</b> A worker that ends is replaced, with growing pauses if it was of no use.
 * When starting is hopeless and no worker is left, the waiting jobs fail with what the last one
 * printed, and the threads end; a job that comes later starts one worker anew.
 */
final class ProcessRunner implements Runner {
  /** How long a task may take to answer a soft cancel. */
  private static final Duration GRACE = Duration.ofMillis(30);

  /** How long a worker without tasks may take to exit in order. */
  private static final Duration DRAIN = Duration.ofSeconds(2);

  /** How long a spare that took over has the processors before the next one is started. */
  private static final long YIELD_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private static final String CLOSING = "close the executor";
  private static final String RECYCLING = "replace it";

  /** What use a process was that has ended, for the pacing of further starts. */
  private enum Use {
    /** It never called back. */
    SILENT,
    /** Nor did it, for a reason that is removed. */
    EXCUSED,
    /** It called back; its tasks say the rest. */
    AS_SEEN
  }

  private final WorkerSetup setup;
  private final Departure departure;

  private final ReentrantLock mutex = new ReentrantLock();
  private final Condition changed = mutex.newCondition();
  private final Crew crew; // guarded by mutex
  private final Assignment waiting; // guarded by mutex
  private final Recycling recycling; // guarded by mutex
  private final List<Thread> threads = new ArrayList<>(); // guarded by mutex
  private final StartPacing pacing = new StartPacing(); // guarded by mutex
  private String lastComplaint = ""; // guarded by mutex
  private boolean closed; // guarded by mutex
  private boolean dropping; // guarded by mutex

  ProcessRunner(String id, StrategySettings settings) throws IOException {
    this(new WorkerSetup(id, settings));
  }

  ProcessRunner(WorkerSetup setup) {
    StrategySettings settings = setup.settings();
    this.setup = setup;
    this.crew = new Crew(settings);
    this.waiting = new Assignment(crew.all(), settings.inFlight());
    this.recycling = new Recycling(settings.limits(), crew.all(), settings.workers());
    this.departure = new Departure(setup, this::jvmExits);
    mutex.lock();
    try {
      crew.all().forEach(this::employ);
      WorkerWatch.start(this, departure, settings.limits(), setup.threadName("watch"))
          .ifPresent(threads::add);
    } finally {
      mutex.unlock();
    }
  }

  /** Gives a retired worker a thread. Under the mutex. */
  private void employ(Worker worker) {
    worker.employ();
    Thread thread =
        Thread.ofPlatform()
            .daemon()
            .name(setup.threadName(worker.number()))
            .unstarted(new WorkerThread(this, worker, setup));
    threads.removeIf(earlier -> !earlier.isAlive());
    threads.add(thread);
    thread.start();
  }

  // --- jobs

  @Override
  public void start(Job<?> job) {
    if (job.encode().length > Frame.MAX_PAYLOAD) {
      job.fail(tooLarge(job), true);
      return;
    }
    List<Link> fed;
    mutex.lock();
    try {
      if (closed && (dropping || crew.allRetired())) {
        throw new IllegalStateException("the runner is closed");
      }
      waiting.add(job);
      if (isHopeless()) {
        pacing.tryOnceMore(); // the verdict was about those who waited before
      }
      if (crew.allRetired()) {
        employ(crew.first());
      }
      fed = waiting.assign(null);
    } finally {
      mutex.unlock();
    }
    fed.forEach(Link::flush);
  }

  /** Why a task cannot be sent that does not fit into a frame. */
  private static TaskNotSerializableException tooLarge(Job<?> job) {
    return new TaskNotSerializableException(
        "task \""
            + job.label()
            + "\" is "
            + job.encode().length
            + " bytes; a worker takes at most "
            + Frame.MAX_PAYLOAD
            + ". Let the task read its input itself");
  }

  @Override
  public Optional<Depot> depot() {
    return Optional.of(setup.depot());
  }

  @Override
  public void stop(Job<?> job) {
    List<Link> fed = new ArrayList<>();
    boolean back;
    mutex.lock();
    try {
      back = waiting.remove(job);
      for (Worker worker : crew.all()) {
        @Nullable Flight flight = worker.flight(job);
        if (flight != null) {
          back = waiting.takeBack(flight, worker, fed);
          if (back) {
            fed.addAll(waiting.assign(worker));
          } else if (worker.cancel(flight)) {
            after(GRACE, () -> killUnlessAnswered(worker, flight));
          }
          break;
        }
      }
      drainIdle();
    } finally {
      mutex.unlock();
    }
    fed.forEach(Link::flush);
    if (back) {
      job.fail(new TaskCancelledException("task \"" + job.label() + "\" was taken back"), true);
    }
  }

  private void killUnlessAnswered(Worker worker, Flight flight) {
    List<Link> fed = List.of();
    mutex.lock();
    try {
      if (worker.has(flight)) {
        worker.kill("stop task \"" + flight.job.label() + '"');
        fed = passOn(worker);
      }
    } finally {
      mutex.unlock();
    }
    fed.forEach(Link::flush);
  }

  /** On a thread of the JDK's that must not be kept: {@code action} is short. */
  private static void after(Duration delay, Runnable action) {
    CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS, Runnable::run)
        .execute(action);
  }

  // --- what the threads of workers report, in the order in which it happens

  /**
   * Waits until {@code worker} is to start a process; false if its thread has nothing more to do.
   * Then the worker is retired already, so that a job which comes later gives it a new thread.
   */
  boolean awaitStart(Worker worker) {
    List<Job<?>> stranded;
    String why;
    boolean last;
    mutex.lock();
    try {
      while (!isDone() && !isHopeless()) {
        boolean first = !worker.isSpare() || crew.allServe();
        long left = first ? worker.untilStart() : 0;
        if (first && left <= 0) {
          return true;
        }
        try {
          if (first) {
            var _ = changed.awaitNanos(left);
          } else {
            changed.await();
          }
        } catch (InterruptedException e) {
          // By a dependent that ran on this thread, which is not its business.
        }
      }
      stranded = waiting.clear();
      why = pacing.complaint() + ". " + lastComplaint;
      worker.retire();
      last = closed && crew.allRetired();
    } finally {
      mutex.unlock();
    }
    for (Job<?> job : stranded) {
      job.fail(
          new WorkerStartFailedException("task \"" + job.label() + "\" found no worker: " + why),
          false); // one that was taken back is tried once more
    }
    if (last) {
      departure.leave();
    }
    return false;
  }

  /** Under the mutex. */
  private void putSparesIn() {
    crew.putSparesIn();
    changed.signalAll(); // a spare that waited for others to start may be started
  }

  /** What an ending worker has not begun, and what waits, goes to others. Under the mutex. */
  private List<Link> passOn(Worker ending) {
    putSparesIn();
    if (!dropping) {
      waiting.takeBackFrom(ending);
    }
    return waiting.assign(null);
  }

  /**
   * It gets no more tasks, and another process when it has ended those it runs. Under the mutex.
   */
  private List<Link> relieve(Worker worker) {
    worker.relieve();
    List<Link> fed = passOn(worker);
    drain(worker, RECYCLING);
    return fed;
  }

  /** Whether nothing is left to be done. Under the mutex. */
  private boolean isDone() {
    return closed && waiting.isEmpty();
  }

  /** Whether starts fail and nobody is left who could take a job. Under the mutex. */
  private boolean isHopeless() {
    return pacing.isHopeless() && crew.hasNoProcess();
  }

  /** There is no process, or none that can be listened to. */
  void startFailed(Worker worker, String complaint) {
    for (Flight flight : lost(worker, Use.SILENT, complaint)) {
      flight.job.fail(new WorkerStartFailedException(complaint), flight.begun);
    }
  }

  /** The process runs; false if it is not wanted any more. */
  boolean launched(Worker worker, Child process) {
    mutex.lock();
    try {
      worker.launched(process);
      worker.allow(recycling.allowance(worker));
      drainIdle();
      return worker.state() == Worker.State.STARTING;
    } finally {
      mutex.unlock();
    }
  }

  void connected(Worker worker, Link link, Turn turn) {
    List<Link> fed = List.of();
    mutex.lock();
    try {
      if (worker.connected(link, turn)) {
        pacing.calledBack();
        if (!closed) {
          crew.retired().forEach(this::employ);
        }
        putSparesIn();
        fed = waiting.assign(worker);
        drainIdle();
      }
    } finally {
      mutex.unlock();
    }
    fed.forEach(Link::flush);
  }

  Job<?> inFlight(Worker worker, long id) throws MalformedFrameException {
    mutex.lock();
    try {
      return worker.flight(id).job;
    } finally {
      mutex.unlock();
    }
  }

  /**
   * The jobs that have results, up to the first result of no job in flight; their worker gets the
   * next ones before anybody looks at those.
   */
  List<Job<?>> finished(Worker worker, List<Frame> results) {
    List<Job<?>> jobs = new ArrayList<>(results.size());
    List<Link> fed;
    mutex.lock();
    try {
      for (Frame result : results) {
        @Nullable Job<?> job = worker.finished(result.id(), result.note());
        if (job == null) {
          break;
        }
        jobs.add(job);
      }
      pacing.begunTask();
      fed = worker.isUsedUp() ? relieve(worker) : waiting.assign(worker);
      if (worker.state() == Worker.State.RELIEVED) {
        drain(worker, RECYCLING);
      }
      drainIdle();
    } finally {
      mutex.unlock();
    }
    fed.forEach(Link::flush);
    return jobs;
  }

  List<Long> pids() {
    return workers().stream().map(WorkerSnapshot::pid).filter(pid -> pid > 0).toList();
  }

  /**
   * From time to time.
   *
   * @param resident bytes by process id
   */
  void looked(Map<Long, Long> resident) {
    List<Link> fed = new ArrayList<>();
    mutex.lock();
    try {
      for (Worker worker : crew.all()) {
        if (recycling.isTooLarge(worker, resident)) {
          if (!worker.isIdle()) {
            worker.killTooLarge(recycling.tooLarge(worker, resident));
            fed.addAll(passOn(worker));
          } else if (worker.state() == Worker.State.READY) {
            fed.addAll(relieve(worker));
          }
        }
      }
      @Nullable Worker due = recycling.due(resident);
      if (due != null) {
        fed.addAll(relieve(due));
      }
    } finally {
      mutex.unlock();
    }
    fed.forEach(Link::flush);
  }

  /** Somebody in the worker called exit, or its link has ended. */
  void leaving(Worker worker) {
    List<Link> fed;
    mutex.lock();
    try {
      worker.ending();
      fed = passOn(worker);
      drainIdle();
    } finally {
      mutex.unlock();
    }
    fed.forEach(Link::flush);
  }

  /**
   * The process is gone, and everything it sent was heard.
   *
   * @param complaint why it could not be listened to; null if it could
   * @param excused whether that says nothing about the next one
   */
  void ended(Worker worker, Death death, @Nullable String complaint, boolean excused) {
    Use use =
        excused
            ? Use.EXCUSED
            : complaint != null && death.killedTo() == null ? Use.SILENT : Use.AS_SEEN;
    String said = complaint == null ? "" : complaint + ": ";
    boolean due = isDue(worker, death);
    Collection<Flight> left = lost(worker, use, said + death.summary());
    if (!due) {
      setup
          .events()
          .died(death, left.stream().filter(f -> f.begun).map(f -> f.job.label()).toList());
    }
    for (Flight flight : left) {
      flight.job.fail(death.of(flight.job), flight.begun);
    }
  }

  /** Whether it was told to end, or killed since nobody needs it any more. */
  private boolean isDue(Worker worker, Death death) {
    mutex.lock();
    try {
      return worker.wasToldToEnd()
          || CLOSING.equals(death.killedTo())
          || RECYCLING.equals(death.killedTo());
    } finally {
      mutex.unlock();
    }
  }

  private Collection<Flight> lost(Worker worker, Use use, String complaint) {
    Collection<Flight> left;
    List<Link> fed;
    mutex.lock();
    try {
      if (use == Use.SILENT) {
        pacing.endedSilent();
      } else if (use == Use.EXCUSED) {
        // Its cache is blamed, and the next one has none.
      } else if (worker.wasBarren()) {
        pacing.endedBarren();
      } else if (worker.hasBegunAny()) {
        pacing.begunTask();
      }
      lastComplaint = complaint;
      putSparesIn();
      left = worker.lost(Math.max(pacing.pauseNanos(), worker.isSpare() ? YIELD_NANOS : 0));
      fed = waiting.assign(null);
    } finally {
      mutex.unlock();
    }
    fed.forEach(Link::flush);
    return left;
  }

  // --- the end

  @Override
  public boolean close(boolean now, Duration wait) throws InterruptedException {
    boolean last;
    mutex.lock();
    try {
      closed = true;
      if (now) {
        dropping = true;
        var _ = waiting.clear();
        crew.all().forEach(worker -> worker.kill(CLOSING));
      }
      drainIdle();
      last = crew.allRetired();
      changed.signalAll();
    } finally {
      mutex.unlock();
    }
    if (last) {
      departure.leave();
    }
    return departure.await(wait, this::threads);
  }

  /**
   * Once there will be no more work, workers exit in order, and starting ones at once. Under the
   * mutex.
   */
  private void drainIdle() {
    if (!isDone()) {
      return;
    }
    changed.signalAll(); // spares that wait for others to start
    for (Worker worker : crew.all()) {
      if (worker.state() == Worker.State.STARTING) {
        worker.kill(CLOSING);
      } else {
        drain(worker, CLOSING);
      }
    }
  }

  /** Tells a worker without tasks to exit in order. Under the mutex. */
  private void drain(Worker worker, String to) {
    @Nullable Child process = worker.process();
    if (process != null && worker.isIdle() && worker.drain()) {
      after(DRAIN, () -> process.kill(to));
    }
  }

  private List<Thread> threads() {
    mutex.lock();
    try {
      return List.copyOf(threads);
    } finally {
      mutex.unlock();
    }
  }

  private void jvmExits() {
    try {
      var _ = close(true, DRAIN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public List<WorkerSnapshot> workers() {
    mutex.lock();
    try {
      return crew.snapshots();
    } finally {
      mutex.unlock();
    }
  }
}
