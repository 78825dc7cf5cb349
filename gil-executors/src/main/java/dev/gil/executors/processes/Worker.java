package dev.gil.executors.processes;

import dev.gil.spi.Job;
import dev.gil.spi.WorkerSnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One place for a worker, with the processes that fill it one after the other, and the jobs in
 * flight in the present one. Everything but its number is guarded by the mutex of the {@link
 * ProcessRunner}.
 */
final class Worker {
  enum State {
    /** No process: not yet, not any more, or not before a pause. */
    ABSENT,
    STARTING,
    READY,
    /** Gets no more tasks: is told to end when those it runs have. */
    RELIEVED,
    /** Gets no more tasks: it was told to end, is ending by itself, or was killed. */
    ENDING,
    /** No process and no thread. */
    RETIRED
  }

  private final int number;
  private final Map<Long, Flight> flights = new HashMap<>();
  private State state = State.RETIRED;
  private @Nullable Child process;
  private @Nullable Link link;
  private @Nullable Turn turn;
  private Typical typical = new Typical();
  private boolean toldToEnd;
  private boolean spare;
  private long notBefore;
  private long lastId;
  private long answered; // by its present process
  private int allowance = Integer.MAX_VALUE; // of tasks for it
  private long launchedAt;
  private long bytes; // of the flights
  private long tasks;

  /** Spare: kept ready without tasks, until it {@linkplain #replace replaces} another. */
  Worker(int number, boolean spare) {
    this.number = number;
    this.spare = spare;
  }

  int number() {
    return number;
  }

  String name() {
    return "worker " + number;
  }

  State state() {
    return state;
  }

  /** Or is about to have one. */
  boolean hasProcess() {
    return state != State.ABSENT && state != State.RETIRED;
  }

  boolean isSpare() {
    return spare;
  }

  /** Whether tasks can be given to it, or soon could: it is no spare and not about to end. */
  boolean serves() {
    return !spare && state == State.READY;
  }

  /** A ready spare takes the place of one that is not; that one is the spare from now on. */
  void replace(Worker other) {
    spare = false;
    other.spare = true;
  }

  @Nullable Child process() {
    return process;
  }

  // --- transitions, in the order in which they happen

  /** It has a thread, and may have a process from now on. */
  void employ() {
    state = State.ABSENT;
    notBefore = System.nanoTime();
  }

  /** Whether a process may be started; if so, it is being started. */
  long untilStart() {
    long left = notBefore - System.nanoTime();
    if (left <= 0) {
      state = State.STARTING;
    }
    return left;
  }

  void launched(Child child) {
    process = child;
    launchedAt = System.nanoTime();
    typical = new Typical();
    lastId = 0;
    toldToEnd = false;
  }

  /** Its process may have so many tasks from first to last. */
  void allow(int most) {
    allowance = most;
  }

  /** It has called back; false if it is to end all the same. */
  boolean connected(Link open, Turn shared) {
    link = open;
    turn = shared;
    if (state != State.STARTING) {
      return false;
    }
    state = State.READY;
    return true;
  }

  /** It will take no more tasks, but end those it has begun. */
  void relieve() {
    state = State.RELIEVED;
  }

  /** It will take no more tasks. */
  void ending() {
    state = State.ENDING;
  }

  void kill(String to) {
    if (process != null) {
      state = State.ENDING;
      process.kill(to);
    }
  }

  /** Kills it, with the tasks that run in it; {@code said} is how large it is. */
  void killTooLarge(String said) {
    if (process != null) {
      state = State.ENDING;
      process.killTooLarge(said);
    }
  }

  /** Tells it to exit in order; true if it must be seen to that it does. */
  boolean drain() {
    if (isUp() && link != null && process != null) {
      state = State.ENDING;
      process.drain();
    }
    boolean first = !toldToEnd;
    toldToEnd = true;
    return first;
  }

  /** Whether its process was. */
  boolean wasToldToEnd() {
    return toldToEnd;
  }

  /** Whether it works, and was not told to end. */
  boolean isUp() {
    return state == State.READY || state == State.RELIEVED;
  }

  /** Its process is gone; the flights that were left. */
  Collection<Flight> lost(long pauseNanos) {
    List<Flight> left = List.copyOf(flights.values());
    long reached = reached();
    left.forEach(flight -> flight.begun = flight.id <= reached);
    flights.clear();
    answered = 0;
    bytes = 0;
    process = null;
    link = null;
    turn = null;
    state = State.ABSENT;
    notBefore = System.nanoTime() + pauseNanos;
    return left;
  }

  void retire() {
    state = State.RETIRED;
  }

  /** Whether its process ended, and not by us, before it began a task. */
  boolean wasBarren() {
    return !hasBegunAny() && process != null && !process.wasKilled() && !toldToEnd;
  }

  /** Of its process. */
  Duration age() {
    return Duration.ofNanos(System.nanoTime() - launchedAt);
  }

  /** Whether its process has; what was only taken back does not count. */
  boolean hasBegunAny() {
    long reached = reached();
    return answered > 0 || flights.keySet().stream().anyMatch(id -> id <= reached);
  }

  boolean hasBegun(Flight flight) {
    return flight.id <= reached();
  }

  /** The last task it has begun. */
  private long reached() {
    return turn == null ? 0 : turn.highest();
  }

  // --- jobs

  boolean isIdle() {
    return flights.isEmpty();
  }

  int busy() {
    return flights.size();
  }

  /** Whether its process may be given one more task, before it is replaced. */
  boolean hasAllowance() {
    return answered + flights.size() < allowance;
  }

  /** Whether its process has begun the last task that it may. */
  boolean isUsedUp() {
    return state == State.READY && !hasAllowance() && lastId <= reached();
  }

  /** Whether one of its threads has nothing to run. */
  boolean hasThread(int inFlight) {
    return serves() && hasAllowance() && flights.size() < inFlight;
  }

  /** Whether it may get one more task, to run or to have {@linkplain Ahead ahead}. */
  boolean hasRoom(int inFlight) {
    return serves()
        && hasAllowance()
        && flights.size() < inFlight + Ahead.tasks(typical.nanos(), inFlight, bytes);
  }

  /** Only while it is ready. The task is put into the link that is returned, and goes out later. */
  Link take(Job<?> job) {
    Link open = Objects.requireNonNull(link);
    Flight flight = new Flight(job, ++lastId);
    flights.put(flight.id, flight);
    bytes += flight.size;
    boolean heard = job.options().progress().isPresent();
    FrameType type = heard ? FrameType.TASK_WITH_PROGRESS : FrameType.TASK;
    open.put(new Frame(type, flight.id, job.encode()));
    return open;
  }

  /** Takes back what it has not begun, in the order in which it was given. */
  List<Job<?>> takeBack() {
    if (turn == null) {
      return List.of();
    }
    long last = turn.takeBack(lastId);
    List<Job<?>> back = new ArrayList<>();
    for (long id = last + 1; id <= lastId; id++) {
      @Nullable Flight flight = flights.remove(id);
      if (flight != null) {
        bytes -= flight.size;
        back.add(flight.job);
      }
    }
    return back;
  }

  Flight flight(long id) throws MalformedFrameException {
    @Nullable Flight flight = flights.get(id);
    if (flight == null) {
      throw new MalformedFrameException("task " + id + " is not in flight");
    }
    return flight;
  }

  @Nullable Flight flight(Job<?> job) {
    for (Flight flight : flights.values()) {
      if (flight.job == job) {
        return flight;
      }
    }
    return null;
  }

  boolean has(Flight flight) {
    return flights.get(flight.id) == flight;
  }

  /** Takes a job out; null if it is not in flight. */
  @Nullable Job<?> finished(long id, long tookNanos) {
    @Nullable Flight flight = flights.remove(id);
    if (flight == null) {
      return null;
    }
    bytes -= flight.size;
    typical.add(tookNanos);
    answered++;
    tasks++;
    return flight.job;
  }

  /** Asks a task that has begun to stop; false if it was asked before. */
  boolean cancel(Flight flight) {
    boolean first = !flight.stopping;
    flight.stopping = true;
    if (first && process != null) {
      process.cancel(flight.id);
    }
    return first;
  }

  WorkerSnapshot snapshot() {
    String word =
        switch (state) {
          case READY -> spare ? "spare" : flights.isEmpty() ? "idle" : "busy";
          case STARTING -> "starting";
          case RELIEVED -> "relieved";
          case ENDING -> "ending";
          case ABSENT -> "absent";
          case RETIRED -> "gone";
        };
    return new WorkerSnapshot(name(), process == null ? 0 : process.pid(), word, tasks);
  }
}
