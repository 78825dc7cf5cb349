package dev.gil.trace;

import dev.gil.trace.Trace.Span;
import dev.gil.trace.Trace.State;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.List;

/**
 * The newest spans of one thread, 24 bytes each: when it began, how long it was, and in a third
 * word its state, core and lock.
 *
 * <p>One thread adds, without a lock or a fence that costs; any may {@linkplain #read read}
 * meanwhile. A span may be read only if it cannot have been overwritten: the writer announces each
 * one before it touches the memory, and the reader looks at the announcement after it has copied.
 * The memory grows with what is added; an array that was outgrown is not written any more.
 */
final class Ring {
  private static final int WORDS = 3;
  private static final int FIRST = 8;
  private static final int CORE_SHIFT = 32;
  private static final int STATE_SHIFT = 56;
  private static final long CORE_MASK = 0xff_ffff;
  private static final VarHandle ANNOUNCED;
  private static final VarHandle WRITTEN;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      ANNOUNCED = lookup.findVarHandle(Ring.class, "announced", long.class);
      WRITTEN = lookup.findVarHandle(Ring.class, "written", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final LockNames names;
  private final int most;
  private volatile long[] words; // replaced before WRITTEN says that it has more
  private int next; // where the writer writes, in words
  private String lock = ""; // the writer's last, and its number
  private int lockNumber = -1;

  @SuppressWarnings("unused") // through ANNOUNCED
  private long announced;

  private long written; // through WRITTEN, but by the writer

  private long taken; // the readers', who are one at a time
  private long lost;

  Ring(LockNames names, int most) {
    this.names = names;
    this.most = most;
    this.words = new long[WORDS * Math.min(FIRST, most)];
  }

  /** For the writer. */
  @SuppressWarnings("ReferenceEquality") // a lock's name is one object, mostly
  void add(State state, String of, long from, long to, int core) {
    if (of != lock) {
      lockNumber = names.number(of);
      lock = of;
    }
    long count = written;
    if (next == words.length) {
      makeRoom(words);
    }
    long[] into = words;
    int at = next;
    ANNOUNCED.setOpaque(this, count + 1);
    VarHandle.storeStoreFence();
    into[at] = from;
    into[at + 1] = to - from;
    into[at + 2] =
        ((long) state.symbol() << STATE_SHIFT)
            | (((core + 1) & CORE_MASK) << CORE_SHIFT)
            | lockNumber;
    next = at + WORDS;
    WRITTEN.setRelease(this, count + 1);
  }

  private void makeRoom(long[] full) {
    int events = full.length / WORDS;
    if (events < most) {
      words = Arrays.copyOf(full, WORDS * (int) Math.min(most, 2L * events));
    } else {
      next = 0;
    }
  }

  /**
   * Adds to {@code spans} what was added here since it was last {@linkplain #take taken}, oldest
   * first.
   *
   * @return how many spans came to be added in all, for {@link #take}
   */
  long read(List<Span> spans) {
    long count = (long) WRITTEN.getAcquire(this);
    long[] from = words;
    int events = from.length / WORDS;
    long first = Math.max(taken, count - events);
    long[] copy = new long[(int) (count - first) * WORDS];
    for (long i = first; i < count; i++) {
      System.arraycopy(from, (int) (i % events) * WORDS, copy, (int) (i - first) * WORDS, WORDS);
    }
    VarHandle.loadLoadFence();
    long intact = Math.max(first, (long) ANNOUNCED.getOpaque(this) - events);
    if (events < most) {
      intact = first; // of an array that is outgrown, not overwritten
    }
    for (long i = intact; i < count; i++) {
      spans.add(span(copy, (int) (i - first) * WORDS));
    }
    lost = Math.max(0, Math.min(intact, count) - taken); // those added since are the next read's
    return count;
  }

  private Span span(long[] copy, int at) {
    long third = copy[at + 2];
    return new Span(
        state((char) (third >>> STATE_SHIFT)),
        names.name((int) third),
        copy[at],
        copy[at] + copy[at + 1],
        (int) ((third >>> CORE_SHIFT) & CORE_MASK) - 1);
  }

  private static State state(char symbol) {
    return switch (symbol) {
      case '#' -> State.HOLD;
      case '.' -> State.WAIT;
      case '~' -> State.BLOCKED;
      default -> State.KERNEL;
    };
  }

  /** How many spans the last {@link #read} would have found if the memory had no end. */
  long lost() {
    return lost;
  }

  /** The next {@link #read} begins after so many. */
  void take(long count) {
    taken = count;
  }
}
