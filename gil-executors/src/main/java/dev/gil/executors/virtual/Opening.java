package dev.gil.executors.virtual;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * What of the JDK is open to this package. Asked before any class is loaded that needs it.
 *
 * <p>{@code java.lang} must be open: it has the scheduler of virtual threads. Where {@code
 * jdk.internal.misc} is exported too, carriers hear of calls that block without unmounting.
 */
final class Opening {
  private static final Module BASE = Object.class.getModule();
  private static final Module MINE = Opening.class.getModule();
  private static final String THREADS = "java.lang";
  private static final String BLOCKING = "jdk.internal.misc";

  private Opening() {}

  /** Whether carriers may hear of calls that block without unmounting. */
  static boolean hearsOfBlocking() {
    return BASE.isExported(BLOCKING, MINE);
  }

  /** Why virtual threads cannot be given a scheduler here, and which flags help. */
  static Optional<String> missing() {
    if (!BASE.isOpen(THREADS, MINE)) {
      return Optional.of(
          "the scheduler of virtual threads is closed to it. Start java with " + flags());
    }
    return Probe.RESULT.get();
  }

  /** The flags that open all, as they fit this class path or module path. */
  static String flags() {
    String to = MINE.isNamed() ? MINE.getName() : "ALL-UNNAMED";
    return "--add-opens java.base/"
        + THREADS
        + '='
        + to
        + " --add-exports java.base/"
        + BLOCKING
        + '='
        + to
        + ", or put \"Add-Opens: java.base/"
        + THREADS
        + "\" and \"Add-Exports: java.base/"
        + BLOCKING
        + "\" into the manifest of the jar that java -jar runs";
  }

  /** Whether this JDK has what is used of it; found out once, when {@code java.lang} is open. */
  private static final class Probe {
    private static final Supplier<Optional<String>> RESULT = probe();

    private Probe() {}

    private static Supplier<Optional<String>> probe() {
      Optional<String> problem;
      try {
        problem = VirtualThreads.problem();
      } catch (LinkageError e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        problem =
            Optional.of(
                "the virtual threads of Java "
                    + Runtime.version()
                    + " are made differently from those of 25: "
                    + cause
                    + ". Use virtual-explicit");
      }
      Optional<String> found = problem;
      return () -> found;
    }
  }
}
