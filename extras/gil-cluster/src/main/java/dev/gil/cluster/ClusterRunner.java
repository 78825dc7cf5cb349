package dev.gil.cluster;

import dev.gil.GlobalLock;
import dev.gil.cluster.engine.Build;
import dev.gil.cluster.engine.Engine;
import dev.gil.cluster.engine.EngineListener;
import dev.gil.cluster.engine.Envelope;
import dev.gil.cluster.engine.Note;
import dev.gil.cluster.engine.Reply;
import dev.gil.cluster.engine.TaskId;
import dev.gil.spi.Job;
import dev.gil.spi.Runner;
import dev.gil.spi.StrategySettings;
import dev.gil.spi.WorkerSnapshot;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends jobs to members and ends them by what comes back.
 *
 * <p>A job is in one of three places: in the queue here, in one {@link Flight}, or ended. It enters
 * a flight only while its member has room, so that little is lost with a member, and what was not
 * sent can still be cancelled here. A flight ends once: by an answer, or by the engine's word that
 * none will come. In the second case core is told, which submits an idempotent job again and fails
 * another. All this is driven by the engine's callbacks; nobody waits in between.
 *
 * <p>Nothing foreign runs under the mutex, nor on a thread of the engine: jobs end on virtual
 * threads, so that a dependent that blocks holds nobody up.
 */
final class ClusterRunner implements Runner, EngineListener {
  /** How long after its end a task's progress is told: it comes another way than the result. */
  private static final long LATE_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** How long a member gets no tasks after one was lost with it, unless it is known to be gone. */
  private static final long DOUBT_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Engine engine;
  private final StrategySettings settings;
  private final RunnerCounts counts;
  private final BiConsumer<String, String> tickets;
  private final String lock;
  private final long run = ThreadLocalRandom.current().nextLong();
  private final Executor landings;
  private final CountDownLatch gone = new CountDownLatch(1);

  private final ReentrantLock mutex = new ReentrantLock();
  private final Deque<Job<?>> waiting = new ArrayDeque<>(); // guarded by mutex
  private final Map<Job<?>, Flight> flights = new HashMap<>(); // guarded by mutex
  private final Map<Long, Flight> heard = new HashMap<>(); // those with progress; by mutex
  private final Roster roster; // guarded by mutex
  private final Patience patience; // guarded by mutex
  private long number; // guarded by mutex
  private boolean closing; // guarded by mutex
  private boolean ending; // guarded by mutex

  /**
   * Takes the engine over.
   *
   * @param patience how long tasks wait while there is no member
   * @param tickets hears of a task's label and its ticket, where the engine gives any
   */
  ClusterRunner(
      Engine engine,
      String id,
      StrategySettings settings,
      Duration patience,
      RunnerCounts counts,
      BiConsumer<String, String> tickets) {
    this.tickets = tickets;
    this.engine = engine;
    this.settings = settings;
    this.counts = counts;
    this.lock = settings.lock().map(GlobalLock::name).orElse("");
    this.roster = new Roster(run, settings.workers(), settings.inFlight());
    this.patience = new Patience(patience);
    this.landings = landings(settings.threadNames().orElse("gil-" + id + '-'));
    engine.listen(this);
    membersChanged();
  }

  private static Executor landings(String prefix) {
    @Nullable ClassLoader context = Thread.currentThread().getContextClassLoader();
    Thread.Builder threads = Thread.ofVirtual().name(prefix, 1);
    return landing ->
        threads.start(
            () -> {
              Thread.currentThread().setContextClassLoader(context);
              landing.run();
            });
  }

  // --- from here to a member

  @Override
  public void start(Job<?> job) {
    mutex.lock();
    try {
      if (job.attempt() > 1) {
        waiting.addFirst(job); // it has waited once
      } else {
        waiting.addLast(job);
      }
    } finally {
      mutex.unlock();
    }
    dispatch();
  }

  /** Sends what there is room for. */
  private void dispatch() {
    for (@Nullable Flight flight = next(); flight != null; flight = next()) {
      send(flight);
    }
    mindPatience();
  }

  private @Nullable Flight next() {
    mutex.lock();
    try {
      while (!waiting.isEmpty()) {
        @Nullable Post post = roster.pick();
        if (post == null) {
          return null;
        }
        Job<?> job = waiting.removeFirst();
        if (job.begin()) {
          Flight flight = new Flight(this, job, new TaskId(run, ++number), post);
          flights.put(job, flight);
          if (job.options().progress().isPresent()) {
            heard.put(flight.id.number(), flight);
          }
          post.took();
          return flight;
        }
      }
      return null;
    } finally {
      mutex.unlock();
    }
  }

  private void send(Flight flight) {
    try {
      boolean heeded = flight.job.options().progress().isPresent();
      Envelope envelope =
          new Envelope(
              Build.HERE,
              flight.id,
              flight.job.options().attempts() - flight.job.attempt() + 1,
              lock,
              heeded ? engine.noteAddress() : "",
              settings.allowed(),
              flight.job.encode());
      counts.addSent();
      engine.send(flight.post.member(), envelope.write(), flight);
    } catch (RuntimeException e) {
      flight.lost(e);
    }
  }

  // --- and back, once a flight

  void accepted(Flight flight, String ticket) {
    tickets.accept(flight.job.label(), ticket);
  }

  void answered(Flight flight, byte[] reply) {
    landings.execute(
        () -> {
          Reply read = Reply.read(reply);
          release(flight, read.kind());
          switch (read.kind()) {
            case OUTCOME -> flight.job.completeEncoded(read.body());
            case LEAVING, FOREIGN -> {
              counts.addRefused();
              flight.job.fail(lostException(flight, read.words(), null), false);
            }
            case BEGUN_BEFORE -> {
              counts.addLost();
              flight.job.fail(lostException(flight, read.words(), null), true);
            }
          }
          landed();
        });
  }

  void lost(Flight flight, Throwable why) {
    landings.execute(
        () -> {
          counts.addLost();
          release(flight, null);
          flight.job.fail(lostException(flight, "is lost", why), true);
          landed();
        });
  }

  void answeredLate() {
    counts.addDuplicate();
  }

  private WorkerLostException lostException(Flight flight, String said, @Nullable Throwable cause) {
    return new WorkerLostException(
        "member "
            + flight.post.member().name()
            + ' '
            + said
            + ", with task \""
            + flight.job.label()
            + "\" (attempt "
            + flight.job.attempt()
            + "), which may have run there or not. Declared idempotent, it would be submitted"
            + " again",
        cause);
  }

  /** Makes room for the next, before the job's end is told. */
  private void release(Flight flight, Reply.@Nullable Kind kind) {
    mutex.lock();
    try {
      flights.remove(flight.job, flight);
      flight.post.landed(kind == Reply.Kind.OUTCOME);
      if (kind == null) {
        flight.post.doubt(DOUBT_NANOS);
        roster.choose();
      } else if (kind == Reply.Kind.LEAVING || kind == Reply.Kind.FOREIGN) {
        flight.post.close(kind == Reply.Kind.LEAVING ? "leaving" : "foreign");
        roster.choose();
      }
    } finally {
      mutex.unlock();
    }
    if (kind == null) {
      after(DOUBT_NANOS, this::chooseAgain);
    }
    if (flight.job.options().progress().isPresent()) {
      after(LATE_NANOS, () -> unhear(flight));
    }
    dispatch();
  }

  private void unhear(Flight flight) {
    mutex.lock();
    try {
      heard.remove(flight.id.number());
    } finally {
      mutex.unlock();
    }
  }

  private void chooseAgain() {
    mutex.lock();
    try {
      roster.choose();
    } finally {
      mutex.unlock();
    }
    dispatch();
  }

  private void after(long nanos, Runnable step) {
    CompletableFuture.delayedExecutor(nanos, TimeUnit.NANOSECONDS, landings).execute(step);
  }

  private void landed() {
    mutex.lock();
    try {
      if (!closing || !flights.isEmpty() || !waiting.isEmpty()) {
        return;
      }
    } finally {
      mutex.unlock();
    }
    end();
  }

  // --- what engines say of themselves

  @Override
  public void membersChanged() {
    mutex.lock();
    try {
      roster.set(engine.members());
    } finally {
      mutex.unlock();
    }
    landings.execute(this::dispatch);
  }

  @Override
  public void heard(byte[] note) {
    if (Note.read(note) instanceof Note.Progress progress && progress.id().run() == run) {
      @Nullable Flight flight;
      mutex.lock();
      try {
        flight = heard.get(progress.id().number());
      } finally {
        mutex.unlock();
      }
      if (flight != null) {
        flight.job.progress(progress.done(), progress.total());
      }
    }
  }

  /** While no member serves, what waits is given up after a while; then new tasks at once. */
  private void mindPatience() {
    List<Job<?>> givenUp = List.of();
    boolean begun = false;
    mutex.lock();
    try {
      if (!roster.isEmpty()) {
        patience.end();
      } else if (!waiting.isEmpty()) {
        begun = patience.begin();
        if (patience.isOver()) {
          givenUp = new ArrayList<>(waiting);
          waiting.clear();
        }
      }
    } finally {
      mutex.unlock();
    }
    if (begun) {
      after(patience.limit().toNanos(), this::mindPatience);
    }
    for (Job<?> job : givenUp) {
      landings.execute(
          () -> {
            job.fail(noMember(job), true);
            landed();
          });
    }
  }

  private WorkerLostException noMember(Job<?> job) {
    return new WorkerLostException(
        "no member takes task \""
            + job.label()
            + "\": "
            + engine.description()
            + " has been without one for "
            + patience.limit().toMillis()
            + " ms. Start members with the same cluster name, gil and class path",
        null);
  }

  // --- stopping and closing

  @Override
  public void stop(Job<?> job) {
    @Nullable Flight flight;
    mutex.lock();
    try {
      flight = flights.get(job);
    } finally {
      mutex.unlock();
    }
    if (flight != null) {
      engine.tell(flight.post.member(), new Note.Cancel(flight.id).write());
    }
  }

  @Override
  public boolean close(boolean now, Duration wait) throws InterruptedException {
    boolean idle;
    mutex.lock();
    try {
      closing = true;
      if (now) {
        waiting.clear();
      } else {
        waiting.removeIf(Job::isDone); // cancelled here, of which a runner is not told
      }
      idle = flights.isEmpty() && waiting.isEmpty();
    } finally {
      mutex.unlock();
    }
    if (idle) {
      end();
    }
    return gone.await(wait.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void end() {
    mutex.lock();
    try {
      if (ending) {
        return;
      }
      ending = true;
    } finally {
      mutex.unlock();
    }
    landings.execute(
        () -> {
          try {
            engine.close();
          } finally {
            gone.countDown();
          }
        });
  }

  @Override
  public List<WorkerSnapshot> workers() {
    mutex.lock();
    try {
      return roster.snapshots();
    } finally {
      mutex.unlock();
    }
  }
}
