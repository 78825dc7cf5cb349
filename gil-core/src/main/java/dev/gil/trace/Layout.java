package dev.gil.trace;

import dev.gil.trace.Trace.Lane;
import dev.gil.trace.Trace.Turn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the pictures have in common: in which order lanes come, and what a thread is called. */
final class Layout {
  /** A picture of more lanes than this says how many more there are. */
  static final int MOST_LANES = 48;

  private static final String KEYS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final int LONGEST_NAME = 24;

  /** One thread or group of one process. */
  record Who(String process, String thread, long id) {
    static Who of(Lane lane) {
      return new Who(lane.process(), lane.thread(), lane.threadId());
    }

    static Who of(Turn turn) {
      return new Who(turn.process(), turn.thread(), turn.threadId());
    }
  }

  private final Trace trace;
  private final Map<Who, Integer> numbers = new HashMap<>();

  Layout(Trace trace) {
    this.trace = trace;
    trace.lanes().forEach(lane -> numbers.putIfAbsent(Who.of(lane), numbers.size()));
  }

  /** This JVM first, then the others in the order in which they were seen. */
  Map<String, List<Lane>> byProcess() {
    Map<String, List<Lane>> processes = new LinkedHashMap<>();
    processes.put("", new ArrayList<>());
    for (Lane lane : trace.lanes()) {
      processes.computeIfAbsent(lane.process(), _ -> new ArrayList<>()).add(lane);
    }
    return processes;
  }

  int number(Who who) {
    return numbers.getOrDefault(who, numbers.size());
  }

  /** One character for a thread; the many share a star. */
  char key(Who who) {
    int number = number(who);
    return number < KEYS.length() ? KEYS.charAt(number) : '*';
  }

  /** Names come from outside: no control characters reach a terminal or a page. */
  static String name(String from) {
    String clean = from.replaceAll("[\\p{Cntrl}\\p{Cs}\\u2028\\u2029]|\\p{Cf}", "?");
    return clean.codePointCount(0, clean.length()) <= LONGEST_NAME
        ? clean
        : clean.substring(0, clean.offsetByCodePoints(0, LONGEST_NAME - 1)) + '+';
  }

  static String millis(long nanos) {
    return String.format(Locale.ROOT, "%.1f ms", nanos / 1e6);
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%3.0f%%", 100 * share);
  }

  /** How exact the times of a process are; empty for this one. */
  String clock(String process) {
    return trace.clocks().stream()
        .filter(clock -> clock.process().equals(process))
        .map(
            clock ->
                String.format(
                    Locale.ROOT,
                    ", clock moved %.1f us +- %.1f us",
                    clock.offset() / 1e3,
                    clock.error() / 1e3))
        .findFirst()
        .orElse("");
  }

  /** Threads that ran on cores, under the name of their process if it is another. */
  static String onCore(Who who) {
    return name(
        who.process.isEmpty() ? who.thread : who.process.replaceFirst(" \\(pid \\d+\\)$", ""));
  }
}
