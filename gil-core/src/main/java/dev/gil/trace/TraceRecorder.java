package dev.gil.trace;

import dev.gil.GlobalLock;
import dev.gil.trace.Trace.Lane;
import dev.gil.trace.Trace.Span;
import dev.gil.trace.Trace.State;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Records every hold, wait, kernel and detached stretch of the locks it is given to, and makes a
 * {@link Trace} of them.
 *
 * {@snippet :
 * var recorder = new TraceRecorder();
 * try (GlobalLock lock = GlobalLock.builder("demo").listener(recorder).build()) {
 *   work(lock);
 * }
 * System.out.print(recorder.trace().toText(80));
 * }
 *
 * <p>Thread-safe; one recorder may listen to many locks, which it tells apart by their names: give
 * private ones different labels. A thread records without a lock that others take, 24 bytes a span.
 * Memory is bounded: a thread keeps its newest spans and counts the ones it forgot. A span appears
 * when it has ended and its thread has given the lock up. The newest 1,000 incidents are kept.
 *
 * <p>Given to an executor of worker processes, it hears what those do with their own locks too.
 *
 * <p>More than {@value #MOST_VIRTUAL_LANES} virtual threads share lanes, by what their names begin
 * with.
 */
public final class TraceRecorder implements LockListener {
  /** How many spans a thread keeps if nothing else is said. */
  public static final int DEFAULT_SPANS_PER_THREAD = 65_536;

  /** Up to so many virtual threads have a lane each. */
  public static final int MOST_VIRTUAL_LANES = 32;

  private final int spansPerThread;
  private final CoreSource cores = Cores.source();
  private final NativeWatch natives = new NativeWatch();
  private volatile Tracks tracks;
  private volatile Incidents incidents = new Incidents();

  /** A recorder that keeps {@value #DEFAULT_SPANS_PER_THREAD} spans a thread. */
  public TraceRecorder() {
    this(DEFAULT_SPANS_PER_THREAD);
  }

  /**
   * A recorder that keeps so many spans a thread.
   *
   * @param spansPerThread from 1 to 10,000,000
   * @throws IllegalArgumentException if it is not
   */
  public TraceRecorder(int spansPerThread) {
    if (spansPerThread < 1 || spansPerThread > 10_000_000) {
      throw new IllegalArgumentException(
          "spans per thread " + spansPerThread + " is outside 1 to 10,000,000");
    }
    this.spansPerThread = spansPerThread;
    this.tracks = new Tracks(spansPerThread);
  }

  @Override
  public void waited(String lock, Thread thread, long from, long to) {
    tracks.ring(thread).add(State.WAIT, lock, from, to, Trace.UNKNOWN_CORE);
  }

  @Override
  public void held(String lock, Thread thread, long from, long to, boolean handedOver) {
    tracks.ring(thread).add(State.HOLD, lock, from, to, Cores.current());
  }

  @Override
  public void detached(String lock, Thread thread, long from, long to) {
    tracks.ring(thread).add(State.BLOCKED, lock, from, to, Trace.UNKNOWN_CORE);
  }

  @Override
  public void ranKernel(String lock, Thread thread, long from, long to) {
    tracks.ring(thread).add(State.KERNEL, lock, from, to, Cores.current());
  }

  @Override
  public void starved(
      String lock,
      Thread thread,
      long from,
      long to,
      List<StackTraceElement> stackDuring,
      List<StackTraceElement> stackAtEnd) {
    incidents.ends(lock, thread, from, to, stackDuring.isEmpty() ? stackAtEnd : stackDuring);
  }

  @Override
  public void starving(
      String lock, Thread thread, long since, long noticed, List<StackTraceElement> stack) {
    incidents.begins(lock, thread, since, noticed, stack);
  }

  @Override
  public boolean hearsWorkers() {
    return true;
  }

  @Override
  public void workerTold(Trace part) {
    Tracks into = tracks;
    for (Lane lane : part.lanes()) {
      Ring ring = into.ring(lane.process(), lane.thread(), lane.threadId());
      for (Span span : lane.spans()) {
        ring.add(span.state(), span.lock(), span.from(), span.to(), span.core());
      }
    }
    into.workerTold(part);
    part.incidents().forEach(incidents::update);
  }

  /**
   * Looks at who holds a lock, and notes an incident if it is where it was at the last look, in the
   * same native method. For whoever wants to know of tasks that block in native code though nobody
   * waits for the lock: to be called every 20 ms or so. Looks at the holder's stack, which stops
   * that thread for microseconds.
   *
   * @param lock one that this recorder listens to
   */
  public void look(GlobalLock lock) {
    @Nullable Incident incident = natives.look(lock);
    if (incident != null) {
      incidents.update(incident);
    }
  }

  /** Forgets all that was recorded. */
  public void clear() {
    tracks = new Tracks(spansPerThread);
    incidents = new Incidents();
  }

  /**
   * What was recorded so far. Recording goes on.
   *
   * @return a trace of all locks listened to
   */
  public synchronized Trace trace() {
    return read(false);
  }

  /**
   * What was recorded so far, which is forgotten here: the next trace begins where this one ends.
   *
   * @return a trace of all locks listened to
   */
  public synchronized Trace take() {
    Trace trace = read(true);
    incidents.take();
    return trace;
  }

  private Trace read(boolean take) {
    Tracks from = tracks;
    List<Lane> lanes = new ArrayList<>();
    Map<String, Crowd> crowds = new LinkedHashMap<>();
    boolean areMany =
        from.all().stream().filter(Track::virtual).limit(MOST_VIRTUAL_LANES + 1).count()
            > MOST_VIRTUAL_LANES;
    long dropped = 0;
    for (Track track : from.all()) {
      List<Span> spans = new ArrayList<>();
      long count = track.ring().read(spans);
      dropped += track.ring().lost();
      if (track.process().isEmpty()) {
        incidents.endedBy(track.id(), spans);
      }
      if (take) {
        track.ring().take(count);
      }
      if (track.virtual() && areMany) {
        crowds
            .computeIfAbsent(
                track.process() + '\n' + track.family(),
                _ -> new Crowd(track.family(), track.process()))
            .add(spans);
      } else {
        spans.sort(Comparator.comparingLong(Span::from));
        lanes.add(new Lane(track.name(), track.id(), track.process(), spans));
      }
    }
    long id = -1;
    for (Crowd crowd : crowds.values()) {
      List<Lane> shared = crowd.lanes(id);
      lanes.addAll(shared);
      id -= shared.size();
    }
    dropped += from.workersDropped(take);
    return trace(from, lanes, incidents.all(System.nanoTime()), dropped);
  }

  private Trace trace(Tracks of, List<Lane> lanes, List<Incident> told, long dropped) {
    long from = Long.MAX_VALUE;
    long to = Long.MIN_VALUE;
    for (Lane lane : lanes) {
      for (Span span : lane.spans()) {
        from = Math.min(from, span.from());
        to = Math.max(to, span.to());
      }
    }
    for (Incident incident : told) {
      from = Math.min(from, incident.from());
      to = Math.max(to, incident.to());
    }
    if (from > to) {
      from = 0;
      to = 0;
    }
    CoreSource source = cores.known() ? cores : of.workersCores(cores);
    return new Trace(lanes, told, of.clocks(), from, to, dropped, source);
  }
}
