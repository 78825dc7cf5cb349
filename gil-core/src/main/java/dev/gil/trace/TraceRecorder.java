package dev.gil.trace;

import dev.gil.trace.Trace.Lane;
import dev.gil.trace.Trace.Span;
import dev.gil.trace.Trace.State;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Records every hold, wait and detached stretch of the locks it is given to, and makes a {@link
 * Trace} of them.
 *
 * {@snippet :
 * var recorder = new TraceRecorder();
 * try (GlobalLock lock = GlobalLock.builder("demo").listener(recorder).build()) {
 *   work(lock);
 * }
 * System.out.print(recorder.trace().toText(80));
 * }
 *
 * <p>Thread-safe; one recorder may listen to many locks. Memory is bounded: a thread keeps its
 * newest spans and counts the ones it forgot. A span appears when it has ended and its thread has
 * given the lock up.
 */
public final class TraceRecorder implements LockListener {
  /** How many spans a thread keeps if nothing else is said. */
  public static final int DEFAULT_SPANS_PER_THREAD = 65_536;

  private final int spansPerThread;
  private final ConcurrentMap<Thread, Track> tracks = new ConcurrentHashMap<>();
  private final AtomicInteger seen = new AtomicInteger();

  /** A recorder that keeps {@value #DEFAULT_SPANS_PER_THREAD} spans a thread. */
  public TraceRecorder() {
    this(DEFAULT_SPANS_PER_THREAD);
  }

  /**
   * A recorder that keeps so many spans a thread.
   *
   * @param spansPerThread at least 1
   * @throws IllegalArgumentException if it is less
   */
  public TraceRecorder(int spansPerThread) {
    if (spansPerThread < 1) {
      throw new IllegalArgumentException("spans per thread " + spansPerThread + " is less than 1");
    }
    this.spansPerThread = spansPerThread;
  }

  @Override
  public void waited(String lock, Thread thread, long from, long to) {
    record(thread, new Span(State.WAIT, lock, from, to));
  }

  @Override
  public void held(String lock, Thread thread, long from, long to, boolean handedOver) {
    record(thread, new Span(State.HOLD, lock, from, to));
  }

  @Override
  public void detached(String lock, Thread thread, long from, long to) {
    record(thread, new Span(State.BLOCKED, lock, from, to));
  }

  private void record(Thread thread, Span span) {
    tracks
        .computeIfAbsent(thread, t -> new Track(t.getName(), seen.getAndIncrement()))
        .add(span, spansPerThread);
  }

  /** Forgets all that was recorded. */
  public void clear() {
    tracks.clear();
  }

  /**
   * What was recorded so far. Recording goes on.
   *
   * @return a trace of all locks listened to
   */
  public Trace trace() {
    List<Lane> lanes = new ArrayList<>();
    long dropped = 0;
    List<Thread> threads = new ArrayList<>(tracks.keySet());
    threads.sort(Comparator.comparingInt(t -> orderOf(t)));
    for (Thread thread : threads) {
      Track track = tracks.get(thread);
      if (track != null) {
        lanes.add(new Lane(track.name, thread.threadId(), track.spans()));
        dropped += track.dropped();
      }
    }
    long from = Long.MAX_VALUE;
    long to = Long.MIN_VALUE;
    for (Lane lane : lanes) {
      for (Span span : lane.spans()) {
        from = Math.min(from, span.from());
        to = Math.max(to, span.to());
      }
    }
    if (from > to) {
      from = 0;
      to = 0;
    }
    return new Trace(lanes, List.of(), from, to, dropped, CoreSource.none("not recorded"));
  }

  private int orderOf(Thread thread) {
    Track track = tracks.get(thread);
    return track == null ? Integer.MAX_VALUE : track.order;
  }

  /** The spans of one thread; written by it, read by whoever makes a trace. */
  private static final class Track {
    private final String name;
    private final int order;
    private final ArrayDeque<Span> spans = new ArrayDeque<>();
    private long dropped;

    Track(String name, int order) {
      this.name = name;
      this.order = order;
    }

    synchronized void add(Span span, int most) {
      if (spans.size() == most) {
        spans.removeFirst();
        dropped++;
      }
      spans.addLast(span);
    }

    synchronized List<Span> spans() {
      List<Span> sorted = new ArrayList<>(spans);
      sorted.sort(Comparator.comparingLong(Span::from));
      return sorted;
    }

    synchronized long dropped() {
      return dropped;
    }
  }
}
