package dev.gil.executors.virtual;

import org.jspecify.annotations.Nullable;

/**
 * Who can be mounted, in three lines: <i>returners</i>, back from a blocking call; the
 * <i>resumer</i>, who goes on in a slice that is not over: its own, broken off for a returner, or
 * that of the neighbour who has woken it; and all others, which have yielded or have just been
 * started.
 *
 * <p>Guarded by the lock: only the carrier that holds it, and what is mounted there, come here. The
 * size may be read by anybody, as a hint.
 */
final class RunQueue {
  static final byte NOWHERE = 0;
  private static final byte RETURNERS = 1;
  private static final byte OTHERS = 2;
  private static final byte RESUMES = 3;

  private final Line returners = new Line();
  private final Line others = new Line();
  private @Nullable Guest resumer;
  private int arrivals;
  private int size; // for those without the lock a hint

  /** A line linked through its members. */
  private static final class Line {
    private @Nullable Guest first;
    private @Nullable Guest last;

    void append(Guest g) {
      Guest before = last;
      g.previous = before;
      g.next = null;
      if (before == null) {
        first = g;
      } else {
        before.next = g;
      }
      last = g;
    }

    void unlink(Guest g) {
      Guest before = g.previous;
      Guest after = g.next;
      if (before == null) {
        first = after;
      } else {
        before.next = after;
      }
      if (after == null) {
        last = before;
      } else {
        after.previous = before;
      }
      g.previous = null;
      g.next = null;
    }
  }

  void addReturner(Guest g) {
    g.arrival = ++arrivals;
    g.line = RETURNERS;
    returners.append(g);
    size++;
  }

  void add(Guest g) {
    g.arrival = ++arrivals;
    g.line = OTHERS;
    others.append(g);
    size++;
  }

  /** Puts a guest where it goes on before the others, if that place is free. */
  void resume(Guest g) {
    if (resumer != null) {
      add(g);
      return;
    }
    g.line = RESUMES;
    resumer = g;
    size++;
  }

  /** The slice that somebody was to go on in is over: who was, stands behind the others. */
  void endSlice() {
    Guest g = resumer;
    if (g != null) {
      remove(g);
      add(g);
    }
  }

  @Nullable Guest returner() {
    return returners.first;
  }

  @Nullable Guest resumer() {
    return resumer;
  }

  /** The first of those who compute. */
  @Nullable Guest computing() {
    Guest r = resumer;
    return r != null ? r : others.first;
  }

  void remove(Guest g) {
    switch (g.line) {
      case RETURNERS -> returners.unlink(g);
      case OTHERS -> others.unlink(g);
      case RESUMES -> resumer = null;
      default -> throw new AssertionError("a guest left the run queue twice");
    }
    g.line = NOWHERE;
    size--;
  }

  boolean isEmpty() {
    return size == 0;
  }
}
