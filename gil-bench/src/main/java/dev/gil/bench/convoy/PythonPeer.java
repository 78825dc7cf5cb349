package dev.gil.bench.convoy;

import dev.gil.bench.fork.Fork;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A Python whose own lock is compared, if one is here.
 *
 * @param id of the peer
 * @param program that runs; empty if none does
 * @param problem why none does; empty if one does
 */
public record PythonPeer(String id, String program, String problem) {
  /** The id of CPython. */
  public static final String CPYTHON = "CPython";

  static final String GRAALPY = "GraalPy";

  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** Ends well only where one thread runs at a time. */
  private static final String PROBE =
      """
      import math, socket, subprocess, sys, threading, time
      print("figure version", sys.version_info[0])
      print("figure gil", int(getattr(sys, "_is_gil_enabled", lambda: True)()))
      """;

  /** The first of {@code $GIL_PYTHON}, {@code python3} and {@code /usr/bin/python3} that runs. */
  public static PythonPeer cpython() {
    return first(CPYTHON, programs());
  }

  /** As {@link #cpython()}, but the first that has a library too. */
  public static PythonPeer importing(String library) {
    return first(CPYTHON, programs(), PROBE + "import " + library + "\n");
  }

  private static List<String> programs() {
    return Stream.of(System.getenv("GIL_PYTHON"), "python3", "/usr/bin/python3")
        .filter(Objects::nonNull)
        .toList();
  }

  static PythonPeer graalPy() {
    return first(GRAALPY, List.of("graalpy"));
  }

  static PythonPeer first(String id, List<String> programs) {
    return first(id, programs, PROBE);
  }

  private static PythonPeer first(String id, List<String> programs, String probe) {
    String problem = "";
    for (String program : programs) {
      @Nullable String why = problemOf(program, probe);
      if (why == null) {
        return new PythonPeer(id, program, "");
      }
      problem += (problem.isEmpty() ? "" : "; ") + program + ": " + why;
    }
    return new PythonPeer(id, "", problem);
  }

  private static @Nullable String problemOf(String program, String probe) {
    try {
      var figures = Fork.run(List.of(program, "-c", probe), LIMIT);
      if (figures.get("version") < 3) {
        return "is Python 2";
      }
      return figures.get("gil") == 1 ? null : "runs without its lock";
    } catch (IOException e) {
      return "did not run";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "was interrupted";
    }
  }

  /** The command line that plays a scene. */
  List<String> command(List<String> arguments) {
    List<String> line = new ArrayList<>(List.of(program, "-c", script(), id));
    line.addAll(arguments);
    return line;
  }

  private static String script() {
    try (@Nullable InputStream in = PythonPeer.class.getResourceAsStream("convoy.py")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
