package dev.gil.testkit.explore;

import dev.gil.testkit.explore.engine.Fault;
import dev.gil.testkit.explore.engine.Schedule;
import java.util.Locale;

/**
 * One line that stands for one execution: {@code gil1:DEADLOCK:12.1,15.2:9f0c3a5b11e0c7d2}. The
 * version of the format, what went wrong, the decisions that are not 0, and a hash of the trace.
 */
record Token(FailureKind kind, Schedule schedule, long hash) {
  private static final String VERSION = "gil1";

  @Override
  public String toString() {
    return VERSION + ':' + kind + ':' + schedule + ':' + String.format(Locale.ROOT, "%016x", hash);
  }

  static Token parse(String text) {
    String[] parts = text.strip().split(":", -1);
    if (!parts[0].equals(VERSION)) {
      throw new StaleTokenException(
          "\"" + text + "\" is of another version: this one reads " + VERSION);
    }
    if (parts.length != 4) {
      throw new StaleTokenException("\"" + text + "\" has " + parts.length + " parts, not 4");
    }
    try {
      return new Token(
          FailureKind.valueOf(parts[1]),
          Schedule.parse(parts[2]),
          Long.parseUnsignedLong(parts[3], 16));
    } catch (IllegalArgumentException e) {
      throw new StaleTokenException("\"" + text + "\" cannot be read: " + e.getMessage());
    }
  }

  Fault.Kind fault() {
    return Fault.Kind.valueOf(kind.name());
  }
}
