package dev.gil.trace;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * The tracks of a recorder. A thread finds its own without looking at what others share; for
 * another, such as a carrier for its guest, there is a map.
 */
final class Tracks {
  private final int spansPerThread;
  private final LockNames names = new LockNames();
  private final ConcurrentMap<Track.Key, Track> byThread = new ConcurrentHashMap<>();
  private final Queue<Track> inOrder = new ConcurrentLinkedQueue<>();

  @SuppressWarnings("ThreadLocalUsage") // a recorder's own, and recorders are few
  private final ThreadLocal<@Nullable Track> own = new ThreadLocal<>();

  private final Map<String, ProcessClock> clocks = new LinkedHashMap<>(); // guarded by this
  private @Nullable CoreSource workersCores; // guarded by this
  private long workersDropped; // guarded by this

  Tracks(int spansPerThread) {
    this.spansPerThread = spansPerThread;
  }

  Ring ring(Thread thread) {
    if (thread != Thread.currentThread()) {
      return find(thread).ring();
    }
    @Nullable Track known = own.get();
    if (known == null) {
      known = find(thread);
      own.set(known);
    }
    return known.ring();
  }

  private Track find(Thread thread) {
    @Nullable Track known = byThread.get(new Track.Key("", thread.threadId()));
    return known != null ? known : add(Track.of(thread, newRing()));
  }

  /** Of a thread of another process, whose spans one thread at a time adds here. */
  Ring ring(String process, String thread, long id) {
    @Nullable Track known = byThread.get(new Track.Key(process, id));
    return (known != null ? known : add(new Track(process, thread, id, false, newRing()))).ring();
  }

  /** All that a worker tells beside spans and incidents. */
  synchronized void workerTold(Trace part) {
    workersDropped += part.dropped();
    part.clocks().forEach(clock -> clocks.put(clock.process(), clock));
    if (part.cores().known()) {
      workersCores = part.cores();
    }
  }

  synchronized long workersDropped(boolean take) {
    long dropped = workersDropped;
    workersDropped = take ? 0 : dropped;
    return dropped;
  }

  synchronized List<ProcessClock> clocks() {
    return List.copyOf(clocks.values());
  }

  /** Where workers have core ids from, if they have. */
  synchronized CoreSource workersCores(CoreSource otherwise) {
    return workersCores != null ? workersCores : otherwise;
  }

  private Track add(Track track) {
    @Nullable Track before = byThread.putIfAbsent(track.key(), track);
    if (before == null) {
      inOrder.add(track);
      return track;
    }
    return before;
  }

  private Ring newRing() {
    return new Ring(names, spansPerThread);
  }

  /** In the order in which they were first seen. */
  Collection<Track> all() {
    return inOrder;
  }
}
