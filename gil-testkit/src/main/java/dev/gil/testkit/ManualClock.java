package dev.gil.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * A clock that stands still until a test advances it, with timers that go off on the way.
 *
 * {@snippet :
 * ManualClock clock = ManualClock.startingAt(Instant.EPOCH);
 * clock.after(Duration.ofHours(1), session::expire);
 * clock.advance(Duration.ofHours(2));   // session.expire() has run, at one o'clock
 * }
 *
 * <p>Compared with {@link Clock#fixed}, it moves; compared with waiting, an hour costs nothing. It
 * is for code that is given its clock: as a {@link Clock}, or {@code clock::nanoTime}. Thread-safe.
 */
public final class ManualClock extends Clock {
  private record Timer(Instant due, long number, Runnable action) {}

  private static final class Time {
    private final Instant start;
    private Instant now;
    private long timers;
    private final PriorityQueue<Timer> open =
        new PriorityQueue<>(Comparator.comparing(Timer::due).thenComparingLong(Timer::number));

    Time(Instant start) {
      this.start = start;
      this.now = start;
    }
  }

  private final Time time; // guarded by itself; shared with the views of other zones
  private final ZoneId zone;

  private ManualClock(Time time, ZoneId zone) {
    this.time = time;
    this.zone = zone;
  }

  /**
   * A clock that shows an instant, in UTC.
   *
   * @param instant where it stands
   * @return a clock
   */
  public static ManualClock startingAt(Instant instant) {
    return new ManualClock(new Time(instant), ZoneOffset.UTC);
  }

  /**
   * Moves the clock. Timers that become due run on the calling thread, in the order in which they
   * are due; each sees the clock at its own instant.
   *
   * @param by how far; not negative
   * @throws IllegalArgumentException if {@code by} is negative
   */
  public void advance(Duration by) {
    if (by.isNegative()) {
      throw new IllegalArgumentException("a clock does not go back: " + by);
    }
    Instant end = instant().plus(by);
    for (List<Timer> due = due(end); !due.isEmpty(); due = due(end)) {
      due.getFirst().action().run();
    }
  }

  /** Moves to the next timer until {@code end}, or there; empty if no more is due. */
  private List<Timer> due(Instant end) {
    synchronized (time) {
      List<Timer> due = new ArrayList<>();
      if (!time.open.isEmpty() && !time.open.peek().due().isAfter(end)) {
        due.add(time.open.remove());
      }
      Instant to = due.isEmpty() ? end : due.getFirst().due();
      time.now = to.isAfter(time.now) ? to : time.now;
      return due;
    }
  }

  /**
   * Runs something when the clock has been advanced so far.
   *
   * @param delay from now; at once means at the next {@link #advance}, also by nothing
   * @param action run once, by the thread that advances the clock
   */
  public void after(Duration delay, Runnable action) {
    synchronized (time) {
      time.open.add(new Timer(time.now.plus(delay), time.timers++, action));
    }
  }

  /**
   * How many timers have not gone off.
   *
   * @return their number
   */
  public int pending() {
    synchronized (time) {
      return time.open.size();
    }
  }

  /**
   * The time since this clock began, for code that measures as by {@link System#nanoTime()}.
   *
   * @return nanoseconds; 0 at first
   */
  public long nanoTime() {
    synchronized (time) {
      return Duration.between(time.start, time.now).toNanos();
    }
  }

  @Override
  public Instant instant() {
    synchronized (time) {
      return time.now;
    }
  }

  @Override
  public ZoneId getZone() {
    return zone;
  }

  /** The same clock, in another zone: advancing one advances both. */
  @Override
  public ManualClock withZone(ZoneId other) {
    return new ManualClock(time, other);
  }
}
