package dev.gil.openblas;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The library of this JVM, loaded at the first question and kept. */
final class Loaded {
  private static final @Nullable Routines ROUTINES;
  private static final @Nullable String PROBLEM;

  static {
    @Nullable Routines routines = null;
    @Nullable String problem = null;
    try {
      routines = Routines.of(Library.load());
    } catch (IOException | IllegalArgumentException | IllegalCallerException e) {
      problem = e.getMessage() == null ? e.toString() : e.getMessage();
    } catch (UnsupportedOperationException | LinkageError e) {
      problem = e.toString();
    }
    ROUTINES = routines;
    PROBLEM = problem;
  }

  private Loaded() {}

  /** Why there is none; empty if there is one. */
  static Optional<String> problem() {
    return Optional.ofNullable(PROBLEM);
  }

  static Routines routines() {
    Routines routines = ROUTINES;
    if (routines == null) {
      throw new IllegalStateException("openblas: " + PROBLEM);
    }
    return routines;
  }
}
