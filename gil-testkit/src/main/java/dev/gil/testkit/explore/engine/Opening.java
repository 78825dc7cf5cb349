package dev.gil.testkit.explore.engine;

import java.lang.reflect.Method;
import java.util.Optional;
import java.util.function.Supplier;

/** What of the JDK is open to this package. Asked before any class is loaded that needs it. */
public final class Opening {
  private static final Module BASE = Object.class.getModule();
  private static final Module MINE = Opening.class.getModule();
  private static final String THREADS = "java.lang";
  private static final String LOCKS = "java.util.concurrent.locks";

  private Opening() {}

  /**
   * Why virtual threads cannot be driven here, with the remedy, in one line; empty if they can. A
   * constant of this JVM.
   */
  public static Optional<String> missing() {
    return Found.MISSING.get();
  }

  static boolean hasFibers() {
    return Found.FIBERS;
  }

  /** Whether owners of {@code java.util.concurrent} locks can be named. */
  static boolean seesOwners() {
    return BASE.isOpen(LOCKS, MINE) || (BASE.isOpen(THREADS, MINE) && opens(LOCKS));
  }

  /** Whoever opened {@code java.lang} has opened {@link Module}, which can open the rest. */
  private static boolean opens(String name) {
    try {
      Method open = Module.class.getDeclaredMethod("implAddOpens", String.class, Module.class);
      open.setAccessible(true);
      open.invoke(BASE, name, MINE);
      return BASE.isOpen(name, MINE);
    } catch (ReflectiveOperationException | RuntimeException e) {
      return false; // of another version: reports name no owners then
    }
  }

  /** The flag that opens all that is needed, as it fits this class path or module path. */
  static String flag() {
    return "--add-opens java.base/"
        + THREADS
        + '='
        + (MINE.isNamed() ? MINE.getName() : "ALL-UNNAMED");
  }

  private static final class Found {
    private static final Supplier<Optional<String>> MISSING = missing();
    private static final boolean FIBERS = MISSING.get().isEmpty();

    private Found() {}

    private static Supplier<Optional<String>> missing() {
      Optional<String> problem;
      if (!BASE.isOpen(THREADS, MINE)) {
        problem =
            Optional.of(
                "the scheduler of virtual threads is closed: explored threads are platform threads,"
                    + " which is slower, and locks of the JDK are not controlled. Start java with "
                    + flag());
      } else {
        try {
          problem = Fibers.problem();
        } catch (LinkageError e) {
          Throwable cause = e.getCause() == null ? e : e.getCause();
          problem =
              Optional.of(
                  "the virtual threads of Java "
                      + Runtime.version()
                      + " are made differently from those of 25 ("
                      + cause
                      + "): explored threads are platform threads, which is slower");
        }
      }
      Optional<String> found = problem;
      return () -> found;
    }
  }
}
