package dev.gil.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The word that running code polls and that only requests write.
 *
 * <p>A checkpoint costs one {@linkplain #raised() opaque read}. A plain read would not do: the
 * compiler may hoist it out of a loop, and the request would never be seen. The word sits between
 * pads, so that polling it never touches a cache line that the lock's holder writes.
 *
 * <p>{@link #open()} counts the words of this JVM that are not zero: code without a token polls
 * that one static instead.
 */
public final class Breaker extends BreakerTail {
  /**
   * A waiter asks the holder to hand the lock over. Raised and lowered under the mutex of the
   * lock's queue only.
   */
  public static final int SWITCH = 1;

  /** A task that may be running here was cancelled. */
  public static final int CANCEL = 2;

  /** Every checkpoint is a decision of a scheduler hook. Never lowered while the lock lives. */
  public static final int HOOK = 4;

  /** The virtual thread that holds the lock is to make room for another of its scheduler. */
  public static final int UNMOUNT = 8;

  /** The lock was closed under virtual threads that held it by being mounted. Never lowered. */
  public static final int CLOSED = 16;

  private static final VarHandle WORD;
  private static final VarHandle OPEN;

  @SuppressWarnings("unused") // through OPEN
  private static int open;

  static {
    try {
      WORD = BreakerWord.handle();
      OPEN = MethodHandles.lookup().findStaticVarHandle(Breaker.class, "open", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** Creates a word with no request. */
  public Breaker() {}

  /** Whether any request is open: one opaque read. */
  public boolean raised() {
    return (int) WORD.getOpaque(this) != 0;
  }

  /** Whether the given request is open. */
  public boolean raised(int request) {
    return ((int) WORD.getVolatile(this) & request) != 0;
  }

  /** Whether any word of this JVM may be raised: one opaque read of a static. */
  public static boolean open() {
    return (int) OPEN.getOpaque() != 0;
  }

  /** Opens a request; a full fence. */
  public void raise(int request) {
    if ((int) WORD.getAndBitwiseOr(this, request) == 0) {
      OPEN.getAndAdd(1);
    }
  }

  /**
   * Closes a request; a full fence, so that what was written before the request was raised is seen
   * after this.
   */
  public void lower(int request) {
    int before = (int) WORD.getAndBitwiseAnd(this, ~request);
    if (before != 0 && (before & ~request) == 0) {
      OPEN.getAndAdd(-1);
    }
  }
}

@SuppressWarnings("unused")
abstract class BreakerHead {
  private long p0;
  private long p1;
  private long p2;
  private long p3;
  private long p4;
  private long p5;
  private long p6;
  private long p7;
}

abstract class BreakerWord extends BreakerHead {
  @SuppressWarnings("unused") // through WORD
  private int word;

  static VarHandle handle() throws ReflectiveOperationException {
    return MethodHandles.lookup().findVarHandle(BreakerWord.class, "word", int.class);
  }
}

@SuppressWarnings("unused")
abstract class BreakerTail extends BreakerWord {
  private long q0;
  private long q1;
  private long q2;
  private long q3;
  private long q4;
  private long q5;
  private long q6;
  private long q7;
}
