package dev.gil.trace;

import dev.gil.trace.Trace.Lane;
import dev.gil.trace.Trace.Span;
import dev.gil.trace.Trace.State;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * Draws a trace in characters: a column is a slice of time and shows the state in which the thread
 * spent most of it, blank where it spent most of it outside.
 */
final class TextGantt {
  private static final int LONGEST_NAME = 24;

  private TextGantt() {}

  static String of(Trace trace, int columns) {
    if (columns < 10 || columns > 1_000) {
      throw new IllegalArgumentException("columns " + columns + " is outside 10 to 1,000");
    }
    StringBuilder out = new StringBuilder();
    int width = trace.lanes().stream().mapToInt(lane -> name(lane).length()).max().orElse(0);
    for (Lane lane : trace.lanes()) {
      out.repeat(' ', width - name(lane).length()).append(name(lane));
      out.append(" |").append(row(trace, lane, columns)).append("| ").append(summary(trace, lane));
      out.append('\n');
    }
    out.append("# holds  . waits  ~ without the lock  = in a kernel;  ");
    out.append(millis(trace.nanos())).append(" across, ");
    out.append(millis(trace.nanos() / columns)).append(" a column");
    if (trace.dropped() > 0) {
      out.append(";  ").append(trace.dropped()).append(" older spans dropped");
    }
    return out.append('\n').toString();
  }

  /** Names come from outside: no control characters reach the terminal. */
  private static String name(Lane lane) {
    String clean = lane.thread().replaceAll("\\p{Cntrl}", "?");
    return clean.length() <= LONGEST_NAME ? clean : clean.substring(0, LONGEST_NAME - 1) + '+';
  }

  private static char[] row(Trace trace, Lane lane, int columns) {
    Map<State, double[]> shares = new EnumMap<>(State.class);
    double[] busy = new double[columns];
    double column = Math.max(1.0, (double) trace.nanos() / columns);
    for (Span span : lane.spans()) {
      double from = (span.from() - trace.from()) / column;
      double to = (span.to() - trace.from()) / column;
      for (int c = Math.max(0, (int) from); c < columns && c < to; c++) {
        double part = Math.min(to, c + 1) - Math.max(from, c);
        shares.computeIfAbsent(span.state(), _ -> new double[columns])[c] += part;
        busy[c] += part;
      }
    }
    char[] row = new char[columns];
    Arrays.fill(row, ' ');
    for (int c = 0; c < columns; c++) {
      double most = Math.max(0, 1 - busy[c]);
      for (var share : shares.entrySet()) {
        if (share.getValue()[c] > most) {
          most = share.getValue()[c];
          row[c] = share.getKey().symbol();
        }
      }
    }
    return row;
  }

  private static String summary(Trace trace, Lane lane) {
    double percent = 100.0 * lane.nanos(State.HOLD) / Math.max(1, trace.nanos());
    return String.format(Locale.ROOT, "held %3.0f%%", percent)
        + "  longest wait "
        + millis(lane.longest(State.WAIT));
  }

  private static String millis(long nanos) {
    return String.format(Locale.ROOT, "%.1f ms", nanos / 1e6);
  }
}
