package dev.gil.testkit;

import dev.gil.trace.LockListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A {@link LockListener} that keeps what it hears, for a test to look at.
 *
 * <p>Compared with {@link dev.gil.trace.TraceRecorder}, it keeps events as they came, in one list,
 * without a bound, and makes no picture of them. Events of one thread are in their order; those of
 * different threads in the order in which they were told, which is after the fact. Thread-safe.
 */
public final class RecordingListener implements LockListener {
  /** What was heard. */
  public enum Kind {
    /** {@link LockListener#waited}. */
    WAITED,
    /** {@link LockListener#held}. */
    HELD,
    /** {@link LockListener#held}, of a hold that ended in a hand-off. */
    HANDED_OVER,
    /** {@link LockListener#detached}. */
    DETACHED,
    /** {@link LockListener#ranKernel}. */
    RAN_KERNEL,
    /** {@link LockListener#starved}. */
    STARVED,
    /** {@link LockListener#starving}. */
    STARVING
  }

  /**
   * One thing heard.
   *
   * @param kind what
   * @param lock name of the lock
   * @param thread whom it is about
   * @param from when it began, of {@link System#nanoTime()}
   * @param to when it ended
   */
  public record Event(Kind kind, String lock, Thread thread, long from, long to) {
    /**
     * How long it lasted.
     *
     * @return nanoseconds
     */
    public long nanos() {
      return to - from;
    }
  }

  private final List<Event> events = new ArrayList<>(); // guarded by itself

  /** One that has heard nothing. */
  public RecordingListener() {}

  /**
   * What was heard so far.
   *
   * @return a copy
   */
  public List<Event> events() {
    synchronized (events) {
      return List.copyOf(events);
    }
  }

  /**
   * What was heard so far of one kind.
   *
   * @param kind of what
   * @return a copy
   */
  public List<Event> events(Kind kind) {
    return events().stream().filter(event -> event.kind() == kind).toList();
  }

  /** Forgets what was heard. */
  public void clear() {
    synchronized (events) {
      events.clear();
    }
  }

  private void hear(Kind kind, String lock, Thread thread, long from, long to) {
    synchronized (events) {
      events.add(new Event(kind, lock, thread, from, to));
    }
  }

  @Override
  public void waited(String lock, Thread thread, long from, long to) {
    hear(Kind.WAITED, lock, thread, from, to);
  }

  @Override
  public void held(String lock, Thread thread, long from, long to, boolean handedOver) {
    hear(handedOver ? Kind.HANDED_OVER : Kind.HELD, lock, thread, from, to);
  }

  @Override
  public void detached(String lock, Thread thread, long from, long to) {
    hear(Kind.DETACHED, lock, thread, from, to);
  }

  @Override
  public void ranKernel(String lock, Thread thread, long from, long to) {
    hear(Kind.RAN_KERNEL, lock, thread, from, to);
  }

  @Override
  public void starved(
      String lock, Thread thread, Duration stretch, List<StackTraceElement> stackAtEnd) {
    long now = System.nanoTime();
    hear(Kind.STARVED, lock, thread, now - stretch.toNanos(), now);
  }

  @Override
  public void starved(
      String lock,
      Thread thread,
      long from,
      long to,
      List<StackTraceElement> stackDuring,
      List<StackTraceElement> stackAtEnd) {
    hear(Kind.STARVED, lock, thread, from, to);
  }

  @Override
  public void starving(
      String lock, Thread thread, long since, long noticed, List<StackTraceElement> stack) {
    hear(Kind.STARVING, lock, thread, since, noticed);
  }
}
