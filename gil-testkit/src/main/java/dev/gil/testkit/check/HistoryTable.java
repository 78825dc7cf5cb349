package dev.gil.testkit.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A history as text. A call and a return with nothing between them share a row. */
final class HistoryTable {
  private record Event(long at, int thread, String text, boolean returns) {}

  private HistoryTable() {}

  static String of(History<?> history) {
    int threads = history.calls().stream().mapToInt(Call::thread).max().orElse(0) + 1;
    List<Event> rows = joined(events(history));
    int width = rows.stream().mapToInt(row -> row.text().length()).max().orElse(0);
    width = Math.max(width, ("thread " + (threads - 1)).length());
    StringBuilder out = new StringBuilder();
    for (int thread = 0; thread < threads; thread++) {
      cell(out, "thread " + thread, width, thread == threads - 1);
    }
    for (Event row : rows) {
      for (int thread = 0; thread < threads; thread++) {
        cell(out, thread == row.thread() ? row.text() : "", width, thread == threads - 1);
      }
    }
    return out.toString();
  }

  private static void cell(StringBuilder out, String text, int width, boolean last) {
    out.append("| ").append(text).repeat(" ", width - text.length()).append(last ? " |\n" : " ");
  }

  private static List<Event> events(History<?> history) {
    List<Event> events = new ArrayList<>();
    for (Call<?> call : history.calls()) {
      events.add(new Event(call.called(), call.thread(), call.operation() + " ...", false));
      if (call.hasReturned()) {
        String text = "... " + call.operation() + " -> " + call.result();
        events.add(new Event(call.returned(), call.thread(), text, true));
      }
    }
    events.sort(Comparator.comparingLong(Event::at));
    return events;
  }

  private static List<Event> joined(List<Event> events) {
    List<Event> rows = new ArrayList<>();
    for (Event event : events) {
      if (event.returns()
          && !rows.isEmpty()
          && rows.getLast().thread() == event.thread()
          && !rows.getLast().returns()) {
        rows.removeLast();
        rows.add(new Event(event.at(), event.thread(), event.text().substring(4), true));
      } else {
        rows.add(event);
      }
    }
    return rows;
  }
}
