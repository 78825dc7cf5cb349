package dev.gil.internal.jfr;

import dev.gil.trace.LockListener;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.EventType;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/**
 * Events of a lock, told after the fact: the event's own time is when it was told, its fields say
 * when it was, to the nanosecond and on the clock of {@link System#nanoTime()}.
 */
final class FlightEvents implements LockListener {
  static final LockListener LISTENER = new FlightEvents();

  private FlightEvents() {}

  /** Whether a recording runs that wants any of them. Does not wake the recorder. */
  static boolean areWanted() {
    return FlightRecorder.isInitialized()
        && (isEnabled(HoldEvent.class)
            || isEnabled(WaitEvent.class)
            || isEnabled(DetachedEvent.class)
            || isEnabled(SwitchEvent.class));
  }

  private static boolean isEnabled(Class<? extends Event> type) {
    return EventType.getEventType(type).isEnabled();
  }

  /** What all have. */
  @Category("gil")
  @Enabled(false)
  @StackTrace(false)
  abstract static class LockEvent extends Event {
    @Label("Lock")
    String lock = "";

    @Label("Thread")
    @Description("Whom it is about; a carrier tells of its virtual threads")
    Thread thread = Thread.currentThread();
  }

  /** What lasted. */
  abstract static class Stretch extends LockEvent {
    @Label("From")
    @Description("When it began, in nanoseconds of System.nanoTime()")
    long from;

    @Label("To")
    @Description("When it ended, in nanoseconds of System.nanoTime()")
    long to;

    @Label("Time")
    @Timespan(Timespan.NANOSECONDS)
    long time;

    final void tell(String of, Thread who, long began, long ended) {
      lock = of;
      thread = who;
      from = began;
      to = ended;
      time = ended - began;
      commit();
    }
  }

  @Name("dev.gil.Hold")
  @Label("Lock Held")
  static final class HoldEvent extends Stretch {
    @Label("Handed Over")
    @Description("Whether it passed straight to a waiter")
    boolean handedOver;
  }

  @Name("dev.gil.Wait")
  @Label("Lock Waited For")
  static final class WaitEvent extends Stretch {}

  @Name("dev.gil.Detached")
  @Label("Lock Given Up")
  static final class DetachedEvent extends Stretch {
    @Label("Kernel")
    @Description("Whether a kernel ran")
    boolean kernel;
  }

  @Name("dev.gil.Switch")
  @Label("Lock Handed Over")
  static final class SwitchEvent extends LockEvent {
    @Label("At")
    @Description("When, in nanoseconds of System.nanoTime()")
    long at;
  }

  @Override
  public void waited(String lock, Thread thread, long from, long to) {
    WaitEvent event = new WaitEvent();
    if (event.isEnabled()) {
      event.tell(lock, thread, from, to);
    }
  }

  @Override
  public void held(String lock, Thread thread, long from, long to, boolean handedOver) {
    HoldEvent event = new HoldEvent();
    if (event.isEnabled()) {
      event.handedOver = handedOver;
      event.tell(lock, thread, from, to);
    }
    if (handedOver) {
      SwitchEvent change = new SwitchEvent();
      if (change.isEnabled()) {
        change.lock = lock;
        change.thread = thread;
        change.at = to;
        change.commit();
      }
    }
  }

  @Override
  public void detached(String lock, Thread thread, long from, long to) {
    tell(lock, thread, from, to, false);
  }

  @Override
  public void ranKernel(String lock, Thread thread, long from, long to) {
    tell(lock, thread, from, to, true);
  }

  private static void tell(String lock, Thread thread, long from, long to, boolean kernel) {
    DetachedEvent event = new DetachedEvent();
    if (event.isEnabled()) {
      event.kernel = kernel;
      event.tell(lock, thread, from, to);
    }
  }
}
