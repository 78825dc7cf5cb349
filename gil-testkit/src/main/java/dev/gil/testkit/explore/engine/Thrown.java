package dev.gil.testkit.explore.engine;

import dev.gil.DeadlockException;
import dev.gil.refcount.ReferenceCountException;
import org.jspecify.annotations.Nullable;

/** What it means that a thread ended by an exception. */
final class Thrown {
  private Thrown() {}

  static Fault fault(Actor actor, Throwable thrown) {
    for (@Nullable Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof DeadlockException) {
        return new Fault(Fault.Kind.DEADLOCK, message(actor, t), thrown, actor.name());
      }
      if (t instanceof ReferenceCountException) {
        return new Fault(Fault.Kind.REFCOUNT, message(actor, t), thrown, actor.name());
      }
    }
    return new Fault(Fault.Kind.EXCEPTION, message(actor, thrown), thrown, actor.name());
  }

  private static String message(Actor actor, Throwable thrown) {
    String text = thrown.getMessage();
    return actor.name()
        + " threw "
        + thrown.getClass().getSimpleName()
        + (text == null || text.isBlank() ? "" : ": " + text.strip());
  }
}
