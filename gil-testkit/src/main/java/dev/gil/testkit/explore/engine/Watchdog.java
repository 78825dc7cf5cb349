package dev.gil.testkit.explore.engine;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Waits for a driver, and notices one that gets nowhere: a loop without points, a native call. */
final class Watchdog {
  private static final Duration LOOK = Duration.ofMillis(50);

  private final Execution execution;
  private final Thread driver;
  private final Duration patience;

  Watchdog(Execution execution, Thread driver, Duration patience) {
    this.execution = execution;
    this.driver = driver;
    this.patience = patience;
  }

  /** False if the driver does not get on for longer than the patience. */
  boolean awaitEnd() {
    boolean interrupted = false;
    long seen = -1;
    long since = System.nanoTime();
    try {
      while (true) {
        try {
          if (driver.join(LOOK)) {
            return true;
          }
        } catch (InterruptedException _) {
          interrupted = true;
        }
        long now = execution.driver.progress();
        if (now != seen) {
          seen = now;
          since = System.nanoTime();
        } else if (System.nanoTime() - since > patience.toNanos()) {
          return false;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** The method in which the running actor is. */
  static String place(Execution execution) {
    @Nullable Thread thread = execution.self().thread();
    StackTraceElement[] stack = thread == null ? new StackTraceElement[0] : thread.getStackTrace();
    return stack.length == 0 ? "nowhere" : stack[0].getClassName() + '.' + stack[0].getMethodName();
  }

  /** Says where the running actor is. */
  static Fault stuck(Execution execution, Duration patience) {
    Actor actor = execution.self();
    @Nullable Thread thread = actor.thread();
    StringBuilder where = new StringBuilder();
    if (thread != null) {
      StackTraceElement[] stack = thread.getStackTrace();
      for (int i = 0; i < Math.min(12, stack.length); i++) {
        where.append("\n    at ").append(stack[i]);
      }
    }
    return new Fault(
        Fault.Kind.STUCK,
        String.format(
            Locale.ROOT,
            "%s has passed no point for %d ms: it computes without one, or blocks where nobody can"
                + " take the thread off its carrier%s",
            actor.name(),
            patience.toMillis(),
            where),
        null,
        actor.name());
  }
}
