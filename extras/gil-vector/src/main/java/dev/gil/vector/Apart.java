package dev.gil.vector;

import java.util.ArrayList;
import java.util.List;

/**
 * Passes that are compiled each by itself, soon and once, and stay compiled whatever becomes of
 * their callers. Vector code that was put into a caller was compiled anew with it, and meanwhile
 * vectors were objects: a resize then took ten times as long, see docs/decisions/0016.
 *
 * <p>All go through one call, and the JVM does not put what it saw three kinds of into the caller.
 * That needs passes that the compiler does not know to be constant.
 */
final class Apart {
  private Apart() {}

  /** What runs over a batch. */
  @FunctionalInterface
  interface Pass<B> {
    void over(B batch);
  }

  /** A list that the compiler does not see through, as it does through {@code List.of}. */
  @SafeVarargs
  @SuppressWarnings("varargs") // only read
  static <B> List<Pass<B>> passes(Pass<B>... passes) {
    return new ArrayList<>(List.of(passes));
  }

  static <B> void run(Pass<B> pass, B batch) {
    pass.over(batch);
  }
}
