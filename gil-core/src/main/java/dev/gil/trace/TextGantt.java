package dev.gil.trace;

import dev.gil.trace.Columns.Run;
import dev.gil.trace.Layout.Who;
import dev.gil.trace.Trace.Lane;
import dev.gil.trace.Trace.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Draws a trace in characters: a column is a slice of time and shows what most of it was spent in,
 * blank where most of it was spent outside. Locks come first, with the letter of the thread whose
 * turn it was; then threads, then cores.
 */
final class TextGantt {
  private static final int MOST_INCIDENTS = 10;

  private record Row(String label, String cells, String summary) {}

  private final Trace trace;
  private final int columns;
  private final Layout layout;
  private final StringBuilder out = new StringBuilder();

  private TextGantt(Trace trace, int columns) {
    this.trace = trace;
    this.columns = columns;
    this.layout = new Layout(trace);
  }

  static String of(Trace trace, int columns) {
    if (columns < 10 || columns > 1_000) {
      throw new IllegalArgumentException("columns " + columns + " is outside 10 to 1,000");
    }
    return new TextGantt(trace, columns).draw();
  }

  private String draw() {
    List<Row> rows = new ArrayList<>();
    int left = Layout.MOST_LANES;
    for (Map.Entry<String, List<Lane>> process : layout.byProcess().entrySet()) {
      if (!process.getKey().isEmpty()) {
        String title = "-- " + Layout.name(process.getKey()) + layout.clock(process.getKey());
        rows.add(new Row(title, "", ""));
      }
      trace.lockLanes().stream()
          .filter(lock -> lock.process().equals(process.getKey()))
          .forEach(lock -> rows.add(row(lock)));
      process.getValue().stream().limit(left).forEach(lane -> rows.add(row(lane)));
      left = Math.max(0, left - process.getValue().size());
    }
    write(rows);
    if (trace.lanes().size() > Layout.MOST_LANES) {
      out.append("and ").append(trace.lanes().size() - Layout.MOST_LANES).append(" more lanes\n");
    }
    cores();
    legend();
    incidents();
    return out.toString();
  }

  private void write(List<Row> rows) {
    int width =
        rows.stream()
            .filter(row -> !row.cells.isEmpty())
            .mapToInt(row -> row.label.length())
            .max()
            .orElse(0);
    for (Row row : rows) {
      if (row.cells.isEmpty()) {
        out.append(row.label).append('\n');
      } else {
        out.repeat(' ', width - row.label.length()).append(row.label);
        out.append(" |").append(row.cells).append("| ").append(row.summary).append('\n');
      }
    }
  }

  private Row row(LockLane lock) {
    Columns<Who> axis = axis();
    lock.turns().forEach(turn -> axis.add(Who.of(turn), turn.from(), turn.to()));
    StringBuilder cells = new StringBuilder();
    for (int c = 0; c < columns; c++) {
      @Nullable Who who = axis.at(c);
      cells.append(who == null ? ' ' : layout.key(who));
    }
    int turns = lock.turns().size();
    return new Row(
        "lock " + Layout.name(lock.lock()),
        cells.toString(),
        "held "
            + Layout.percent(lock.heldShare())
            + "  "
            + turns
            + (turns == 1 ? " turn" : " turns"));
  }

  private Row row(Lane lane) {
    Columns<State> axis = axis();
    lane.spans().forEach(span -> axis.add(span.state(), span.from(), span.to()));
    StringBuilder cells = new StringBuilder();
    for (int c = 0; c < columns; c++) {
      @Nullable State state = axis.at(c);
      cells.append(state == null ? ' ' : state.symbol());
    }
    double held = (double) lane.nanos(State.HOLD) / Math.max(1, trace.nanos());
    return new Row(
        Layout.name(lane.thread()) + ' ' + layout.key(Who.of(lane)),
        cells.toString(),
        "held "
            + Layout.percent(held)
            + "  longest wait "
            + Layout.millis(lane.longest(State.WAIT)));
  }

  private <K> Columns<K> axis() {
    return new Columns<>(trace.from(), trace.to(), columns);
  }

  /** Cores that ran none of the threads are one line if they are many. */
  private void cores() {
    List<CoreLane> cores = trace.coreLanes();
    List<Integer> idle = new ArrayList<>();
    for (CoreLane core : cores) {
      if (core.turns().isEmpty()) {
        idle.add(core.core());
      } else {
        out.append("Core ").append(core.core()).append(": ").append(bar(core));
        out.append(" idle ").append(Layout.percent(core.idleShare())).append('\n');
      }
    }
    if (idle.size() <= 4) {
      idle.forEach(core -> out.append("Core ").append(core).append(": (IDLE)\n"));
    } else {
      out.append(idle.size()).append(" further cores: (IDLE)\n");
    }
    if (cores.isEmpty() && trace.cores().known()) {
      out.append("no cores: of some holds it is not known where they ran");
    } else {
      out.append(trace.cores().known() ? "cores by " : "no cores: ").append(trace.cores().text());
    }
    out.append('\n');
  }

  /** {@code [Thread 1 ...][Thread 2 ...]}, by time. */
  private String bar(CoreLane core) {
    Columns<Who> axis = axis();
    core.turns().forEach(turn -> axis.add(Who.of(turn), turn.from(), turn.to()));
    StringBuilder bar = new StringBuilder();
    for (Run<Who> run : axis.runs()) {
      @Nullable Who who = run.what();
      if (who == null) {
        bar.repeat(' ', run.length());
      } else if (run.length() < 3) {
        bar.repeat(layout.key(who), run.length());
      } else {
        String name = Layout.onCore(who);
        int room = run.length() - 2;
        String shown = name.length() <= room ? name : String.valueOf(layout.key(who));
        bar.append('[').append(shown).repeat('.', room - shown.length()).append(']');
      }
    }
    return bar.toString();
  }

  private void legend() {
    out.append("# holds  . waits  ~ without the lock  = in a kernel;  ");
    out.append(Layout.millis(trace.nanos())).append(" across, ");
    out.append(Layout.millis(trace.nanos() / columns)).append(" a column");
    if (trace.dropped() > 0) {
      out.append(";  ").append(trace.dropped()).append(" older spans dropped");
    }
    out.append("\nall threads:");
    for (State state : State.values()) {
      out.append(' ').append(state.symbol()).append(' ');
      out.append(String.format(Locale.ROOT, "%.6f ms ", trace.nanos(state) / 1e6));
    }
    out.setLength(out.length() - 1);
    out.append('\n');
  }

  private void incidents() {
    trace.incidents().stream()
        .limit(MOST_INCIDENTS)
        .forEach(
            incident ->
                out.append("! at ")
                    .append(Layout.millis(incident.from() - trace.from()))
                    .append(": ")
                    .append(line(incident.text()))
                    .append('\n'));
    if (trace.incidents().size() > MOST_INCIDENTS) {
      out.append("and ").append(trace.incidents().size() - MOST_INCIDENTS).append(" more\n");
    }
  }

  private static String line(String text) {
    return text.strip().replaceAll("\\p{Cntrl}", "?");
  }
}
