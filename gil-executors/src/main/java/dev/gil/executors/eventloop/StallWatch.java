package dev.gil.executors.eventloop;

import dev.gil.spi.Job;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Names a job that keeps the loop's thread for longer than a limit, while it does.
 *
 * <p>A thread of its own sleeps until the job that runs now would have had its time, and looks
 * again: at most once a limit while the loop is busy, not at all while it rests. The loop pays a
 * clock reading a job, and wakes the watch when it gets up from a rest that the watch has noticed.
 * Should the watch come too late, the loop names the job itself, without its stack.
 */
final class StallWatch {
  /** For ever, as a pause: until the watch is unparked. */
  static final long UNTIL_WOKEN = Long.MAX_VALUE;

  /** How the watch waits for so many nanoseconds. */
  static final LongConsumer PARKING =
      nanos -> {
        if (nanos == UNTIL_WOKEN) {
          LockSupport.park(StallWatch.class);
        } else {
          LockSupport.parkNanos(StallWatch.class, nanos);
        }
      };

  private static final int MOST_FRAMES = 40;
  private static final VarHandle CURRENT;

  static {
    try {
      CURRENT = MethodHandles.lookup().findVarHandle(StallWatch.class, "current", Stay.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Thread loop;
  private final long limit; // in nanoseconds
  private final IntSupplier waiting;
  private final LongConsumer pauses;
  private final Consumer<String> warnings;
  private final Thread thread;
  private @Nullable Stay current; // through CURRENT, but by the loop
  private long now; // of the loop: when the last job ended
  private boolean rested = true; // of the loop
  private volatile boolean dormant;
  private volatile boolean ended;

  /** Watches {@code loop}, which is the thread that calls all methods. */
  StallWatch(
      Thread loop,
      Duration limit,
      IntSupplier waiting,
      LongConsumer pauses,
      Consumer<String> warnings) {
    this.loop = loop;
    this.limit = limit.toNanos();
    this.waiting = waiting;
    this.pauses = pauses;
    this.warnings = warnings;
    this.thread = Thread.ofPlatform().daemon().name(loop.getName() + "-watch").start(this::watch);
  }

  void begin(Job<?> job) {
    if (!rested) {
      CURRENT.setRelease(this, new Stay(job, now));
      return;
    }
    rested = false;
    CURRENT.setVolatile(this, new Stay(job, System.nanoTime()));
    if (dormant) { // after the write: the watch says so before it reads
      LockSupport.unpark(thread);
    }
  }

  void end() {
    now = System.nanoTime();
    Stay stay = current;
    if (stay != null && stay.nanosUntil(now) > limit && stay.compareAndSet(false, true)) {
      report(stay, now, "; its stack was not seen in time");
    }
  }

  /** The loop has nothing to do. */
  void rest() {
    rested = true;
    CURRENT.setRelease(this, null);
  }

  void close() {
    ended = true;
    LockSupport.unpark(thread);
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void watch() {
    boolean quiet = false;
    while (!ended) {
      @Nullable Stay stay = seen();
      if (stay != null) {
        quiet = false;
        long left = limit - stay.nanosUntil(System.nanoTime());
        if (left > 0) {
          pauses.accept(left);
        } else if (stay.get()) {
          pauses.accept(limit);
        } else {
          look(stay);
        }
      } else if (quiet) {
        sleep();
      } else {
        quiet = true;
        pauses.accept(limit);
      }
    }
  }

  private @Nullable Stay seen() {
    return (@Nullable Stay) CURRENT.getVolatile(this);
  }

  private void sleep() {
    dormant = true;
    if (seen() == null && !ended) {
      pauses.accept(UNTIL_WOKEN);
    }
    dormant = false;
  }

  private void look(Stay stay) {
    StackTraceElement[] stack = loop.getStackTrace();
    long then = System.nanoTime();
    // Still the same one: the stack is of this job and of no other.
    if (seen() == stay && stay.compareAndSet(false, true)) {
      report(stay, then, spell(stack));
    }
  }

  private void report(Stay stay, long then, String where) {
    int others = waiting.getAsInt();
    warnings.accept(
        "task \""
            + stay.job.label()
            + "\" keeps the event loop \""
            + loop.getName()
            + "\" for "
            + TimeUnit.NANOSECONDS.toMillis(stay.nanosUntil(then))
            + " ms so far; "
            + others
            + " wait for it. Start what waits and return its stage from submitAsync,"
            + " or split what computes"
            + where);
  }

  private static String spell(StackTraceElement[] stack) {
    StringBuilder text = new StringBuilder(":");
    for (int i = 0; i < Math.min(stack.length, MOST_FRAMES); i++) {
      text.append("\n\tat ").append(stack[i]);
    }
    return text.toString();
  }
}
