package dev.gil.trace.internal;

import dev.gil.trace.CoreLane;
import dev.gil.trace.HtmlReport;
import dev.gil.trace.Incident;
import dev.gil.trace.Trace;
import dev.gil.trace.Trace.Lane;
import dev.gil.trace.Trace.Span;
import dev.gil.trace.Trace.State;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A recording as the page reads it. Times count from the beginning of the trace; what a span is
 * (its state, lock and core) is said once and referred to by number.
 */
final class RecordingJson {
  /** Their places here are their numbers in the page. */
  private static final List<State> STATES =
      List.of(State.HOLD, State.WAIT, State.BLOCKED, State.KERNEL);

  private record Kind(State state, String lock, int core) {}

  private final HtmlReport.Recording recording;
  private final Trace trace;
  private final Map<Kind, Integer> kinds = new LinkedHashMap<>();
  private final Map<String, Integer> locks = new LinkedHashMap<>();

  RecordingJson(HtmlReport.Recording recording) {
    this.recording = recording;
    this.trace = recording.trace();
  }

  void write(Appendable out) throws IOException {
    out.append("{\"title\":");
    Json.text(out, recording.name());
    out.append(",\"nanos\":").append(Long.toString(trace.nanos()));
    out.append(",\"dropped\":").append(Long.toString(trace.dropped()));
    out.append(",\"lanes\":[");
    String comma = "";
    for (Lane lane : trace.lanes()) {
      out.append(comma);
      write(out, lane);
      comma = ",";
    }
    out.append("],\"kinds\":").append(Json.array(kinds.keySet().stream().map(this::kind).toList()));
    out.append(",\"locks\":").append(Json.array(locks.keySet().stream().map(Json::text).toList()));
    out.append(",\"cores\":").append(cores());
    out.append(",\"clocks\":").append(clocks());
    out.append(",\"incidents\":").append(incidents());
    out.append(",\"claims\":").append(claims()).append('}');
  }

  private void write(Appendable out, Lane lane) throws IOException {
    Column kind = new Column();
    Column gap = new Column();
    Column length = new Column();
    long reached = trace.from();
    for (Span span : inOrder(lane.spans())) {
      kind.add(numberOf(span));
      gap.addSigned(span.from() - reached);
      length.add(span.nanos());
      reached = span.to();
    }
    out.append("{\"thread\":");
    Json.text(out, lane.thread());
    out.append(",\"process\":");
    Json.text(out, lane.process());
    out.append(",\"size\":").append(Integer.toString(lane.spans().size()));
    out.append(",\"kinds\":\"").append(kind.base64());
    out.append("\",\"gaps\":\"").append(gap.base64());
    out.append("\",\"lengths\":\"").append(length.base64()).append("\"}\n");
  }

  private static List<Span> inOrder(List<Span> spans) {
    for (int i = 1; i < spans.size(); i++) {
      if (spans.get(i - 1).from() > spans.get(i).from()) {
        List<Span> sorted = new ArrayList<>(spans);
        sorted.sort(Comparator.comparingLong(Span::from));
        return sorted;
      }
    }
    return spans;
  }

  private int numberOf(Span span) {
    locks.computeIfAbsent(span.lock(), _ -> locks.size());
    return kinds.computeIfAbsent(
        new Kind(span.state(), span.lock(), span.core()), _ -> kinds.size());
  }

  private String kind(Kind kind) {
    return "[" + STATES.indexOf(kind.state) + "," + locks.get(kind.lock) + "," + kind.core + "]";
  }

  private String cores() {
    List<String> numbers =
        trace.coreLanes().stream().map(CoreLane::core).map(n -> Integer.toString(n)).toList();
    return "{\"known\":%s,\"text\":%s,\"numbers\":%s}"
        .formatted(trace.cores().known(), Json.text(trace.cores().text()), Json.array(numbers));
  }

  private String clocks() {
    return Json.array(
        trace.clocks().stream()
            .map(c -> "{\"process\":%s,\"error\":%d}".formatted(Json.text(c.process()), c.error()))
            .toList());
  }

  private String incidents() {
    return Json.array(trace.incidents().stream().map(this::incident).toList());
  }

  private String incident(Incident incident) {
    return "{\"kind\":%s,\"process\":%s,\"thread\":%s,\"from\":%d,\"to\":%d,\"text\":%s}"
        .formatted(
            Json.text(incident.kind().name()),
            Json.text(incident.process()),
            Json.text(incident.thread()),
            incident.from() - trace.from(),
            incident.to() - trace.from(),
            Json.text(incident.text()));
  }

  /** What the page must find again, as text: it is compared to the last digit. */
  private String claims() {
    List<String> sums = new ArrayList<>();
    for (Lane lane : trace.lanes()) {
      for (State state : STATES) {
        sums.add("\"" + lane.nanos(state) + "\"");
      }
      sums.add("\"" + lane.longest(State.HOLD) + "\"");
      sums.add("\"" + lane.longest(State.WAIT) + "\"");
    }
    return "{\"sums\":%s,\"overlap\":\"%d\"}".formatted(Json.array(sums), trace.overlappingHolds());
  }
}
