package dev.gil.trace;

import dev.gil.trace.Trace.Lane;
import dev.gil.trace.Trace.Span;
import dev.gil.trace.Trace.Turn;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Writes a trace in Chrome's trace event format, which ui.perfetto.dev and chrome://tracing read:
 * complete events, in microseconds with three decimals, strictly nested on each track.
 *
 * <p>Locks, cores and incidents are processes of their own there, told apart from the threads by
 * their category, so that nothing is counted twice.
 */
final class ChromeTrace {
  private final Trace trace;
  private final Appendable out;
  private int process;
  private int track;
  private boolean first = true;

  private ChromeTrace(Trace trace, Appendable out) {
    this.trace = trace;
    this.out = out;
  }

  static void write(Trace trace, Appendable out) throws IOException {
    new ChromeTrace(trace, out).write();
  }

  private void write() throws IOException {
    out.append("{\"displayTimeUnit\":\"ns\",\"otherData\":{\"dropped\":\"");
    out.append(Long.toString(trace.dropped())).append("\",\"cores\":");
    JsonText.quote(trace.cores().text(), out);
    Layout layout = new Layout(trace);
    for (ProcessClock clock : trace.clocks()) {
      out.append(",\n");
      JsonText.quote(clock.process(), out);
      out.append(':');
      JsonText.quote(layout.clock(clock.process()).replaceFirst("^, ", ""), out);
    }
    out.append("},\"traceEvents\":[");
    locks();
    for (Map.Entry<String, List<Lane>> one : layout.byProcess().entrySet()) {
      process(one.getKey().isEmpty() ? "threads" : one.getKey());
      for (Lane lane : one.getValue()) {
        lane(lane);
      }
    }
    cores();
    incidents();
    out.append("\n]}\n");
  }

  private void locks() throws IOException {
    process("locks");
    for (LockLane lane : trace.lockLanes()) {
      String name = lane.process().isEmpty() ? lane.lock() : lane.process() + ": " + lane.lock();
      turns(lane.turns(), name, "lock");
    }
  }

  private void cores() throws IOException {
    process("cores (" + trace.cores().text() + ')');
    for (CoreLane lane : trace.coreLanes()) {
      turns(lane.turns(), "core " + lane.core(), "core");
    }
  }

  private void turns(List<Turn> turns, String name, String category) throws IOException {
    List<List<Turn>> tracks = new Nesting<Turn>(Turn::from, Turn::to).of(turns);
    for (int i = 0; i < Math.max(1, tracks.size()); i++) {
      track(name, i);
      for (Turn turn : i < tracks.size() ? tracks.get(i) : List.<Turn>of()) {
        begin(category, turn.thread(), turn.from(), turn.to());
        out.append("\"state\":\"").append(turn.state().name()).append("\"}}");
      }
    }
  }

  private void lane(Lane lane) throws IOException {
    List<List<Span>> tracks = new Nesting<Span>(Span::from, Span::to).of(lane.spans());
    for (int i = 0; i < tracks.size(); i++) {
      track(lane.thread(), i);
      for (Span span : tracks.get(i)) {
        begin("thread", span.state().name() + ' ' + span.lock(), span.from(), span.to());
        out.append("\"state\":\"").append(span.state().name()).append("\",\"lock\":");
        JsonText.quote(span.lock(), out);
        if (span.core() != Trace.UNKNOWN_CORE) {
          out.append(",\"core\":").append(Integer.toString(span.core()));
        }
        out.append("}}");
      }
    }
  }

  private void incidents() throws IOException {
    process("incidents");
    List<List<Incident>> tracks =
        new Nesting<Incident>(Incident::from, Incident::to).of(trace.incidents());
    for (int i = 0; i < tracks.size(); i++) {
      track("incidents", i);
      for (Incident incident : tracks.get(i)) {
        begin("incident", incident.kind().name(), incident.from(), incident.to());
        out.append("\"text\":");
        JsonText.quote(incident.text(), out);
        out.append("}}");
      }
    }
  }

  /** Those that follow are of this process. */
  private void process(String name) throws IOException {
    process++;
    track = 0;
    meta("process_name", name);
    next();
    out.append("{\"ph\":\"M\",\"name\":\"process_sort_index\",\"pid\":");
    out.append(Integer.toString(process)).append(",\"args\":{\"sort_index\":");
    out.append(Integer.toString(process)).append("}}");
  }

  /** Those that follow are of this track. */
  private void track(String name, int more) throws IOException {
    track++;
    meta("thread_name", more == 0 ? name : name + " (" + (more + 1) + ')');
  }

  private void meta(String what, String name) throws IOException {
    next();
    out.append("{\"ph\":\"M\",\"name\":\"").append(what).append('"');
    place();
    out.append(",\"args\":{\"name\":");
    JsonText.quote(name, out);
    out.append("}}");
  }

  /** All of an event up to its arguments. */
  private void begin(String category, String name, long from, long to) throws IOException {
    next();
    out.append("{\"ph\":\"X\",\"cat\":\"").append(category).append("\",\"name\":");
    JsonText.quote(name, out);
    place();
    out.append(",\"ts\":");
    micros(from - trace.from());
    out.append(",\"dur\":");
    micros(to - from);
    out.append(",\"args\":{");
  }

  private void place() throws IOException {
    out.append(",\"pid\":").append(Integer.toString(process));
    out.append(",\"tid\":").append(Integer.toString(track));
  }

  /** Exact: three decimals are nanoseconds. */
  private void micros(long nanos) throws IOException {
    long rest = Math.abs(nanos % 1_000);
    if (nanos < 0 && nanos > -1_000) {
      out.append('-');
    }
    out.append(Long.toString(nanos / 1_000)).append('.');
    out.append((char) ('0' + rest / 100));
    out.append((char) ('0' + rest / 10 % 10));
    out.append((char) ('0' + rest % 10));
  }

  private void next() throws IOException {
    out.append(first ? "\n" : ",\n");
    first = false;
  }
}
