package dev.gil.executors.processes;

import dev.gil.spi.Job;
import dev.gil.spi.WorkerSnapshot;
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
    /** Gets no more tasks: it was told to end, is ending by itself, or was killed. */
    ENDING,
    /** No process and no thread. */
    RETIRED
  }

  private final int number;
  private final Map<Long, Flight> flights = new HashMap<>();
  private State state = State.RETIRED;
  private @Nullable WorkerProcess process;
  private @Nullable Link link;
  private boolean barren;
  private boolean willBeKilled;
  private long notBefore;
  private long lastId;
  private long tasks;

  Worker(int number) {
    this.number = number;
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
    return state == State.STARTING || state == State.READY || state == State.ENDING;
  }

  @Nullable WorkerProcess process() {
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

  void launched(WorkerProcess child) {
    process = child;
    barren = true;
    willBeKilled = false;
  }

  /** It has called back; false if it is to end all the same. */
  boolean connected(Link open) {
    link = open;
    if (state != State.STARTING) {
      return false;
    }
    state = State.READY;
    return true;
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

  /** Tells it to exit in order; true if it must be seen to that it does. */
  boolean drain() {
    if (state == State.READY && link != null && process != null) {
      state = State.ENDING;
      link.send(Frame.of(FrameType.DRAIN, 0));
      process.dismiss();
    }
    boolean first = !willBeKilled;
    willBeKilled = true;
    return first;
  }

  /** Its process is gone; the flights that were left. */
  Collection<Flight> lost(long pauseNanos) {
    List<Flight> left = List.copyOf(flights.values());
    flights.clear();
    process = null;
    link = null;
    state = State.ABSENT;
    notBefore = System.nanoTime() + pauseNanos;
    return left;
  }

  void retire() {
    state = State.RETIRED;
  }

  /** Whether its process ended, and not by us, before it began a task. */
  boolean wasBarren() {
    return barren && process != null && !process.wasKilled();
  }

  // --- jobs

  boolean isIdle() {
    return flights.isEmpty();
  }

  int busy() {
    return flights.size();
  }

  boolean hasRoom(int inFlight) {
    return state == State.READY && flights.size() < inFlight;
  }

  /** Only if it {@linkplain #hasRoom has room}. */
  Sending take(Job<?> job) {
    Link open = Objects.requireNonNull(link);
    Flight flight = new Flight(job, ++lastId);
    flights.put(flight.id, flight);
    return new Sending(open, flight);
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

  void begun(long id) throws MalformedFrameException {
    flight(id).begun = true;
    barren = false;
  }

  Job<?> finished(long id) throws MalformedFrameException {
    Job<?> job = flight(id).job;
    flights.remove(id);
    tasks++;
    return job;
  }

  /** Asks the task to stop. */
  void cancel(Flight flight) {
    flight.stopping = true;
    if (link != null) {
      link.send(Frame.of(FrameType.CANCEL, flight.id));
    }
  }

  WorkerSnapshot snapshot() {
    String word =
        switch (state) {
          case READY -> flights.isEmpty() ? "idle" : "busy";
          case STARTING -> "starting";
          case ENDING -> "ending";
          case ABSENT -> "absent";
          case RETIRED -> "gone";
        };
    return new WorkerSnapshot(name(), process == null ? 0 : process.pid(), word, tasks);
  }
}
