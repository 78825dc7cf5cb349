package dev.gil.workloads.measure;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * What plain threads poll where a task passes a checkpoint: a word of the same cost, an opaque read
 * and a branch that is not taken. Without it the compiler could do to the plain loop what it cannot
 * do to the task's, and the comparison would be between two programs.
 */
public final class Pulse {
  private static final VarHandle RAISED;

  @SuppressWarnings("unused") // through RAISED
  private static int raised;

  static {
    try {
      RAISED = MethodHandles.lookup().findStaticVarHandle(Pulse.class, "raised", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private Pulse() {}

  public static void poll() {
    if ((int) RAISED.getOpaque() != 0) {
      throw new IllegalStateException("nobody raises this word");
    }
  }
}
