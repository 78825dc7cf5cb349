package dev.gil.testkit.explore;

import dev.gil.testkit.explore.engine.Findings;
import dev.gil.testkit.explore.engine.Row;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A failure as JSON: the same facts as the text, by name. */
final class FailureJson {
  private FailureJson() {}

  static String of(Failure failure, Findings.Found found) {
    StringBuilder out = new StringBuilder("{\"kind\":");
    string(out, failure.kind().name());
    out.append(",\"message\":");
    string(out, failure.message());
    out.append(",\"execution\":").append(failure.execution());
    out.append(",\"preemptionsBefore\":").append(failure.preemptionsBefore());
    out.append(",\"preemptions\":").append(failure.preemptions());
    out.append(",\"reruns\":").append(failure.reruns());
    out.append(",\"token\":");
    string(out, failure.token().orElse(null));
    out.append(",\"threads\":[");
    for (int i = 0; i < found.actors().size(); i++) {
      out.append(i == 0 ? "" : ",");
      string(out, found.actors().get(i));
    }
    out.append("],\"rows\":[");
    for (int i = 0; i < found.rows().size(); i++) {
      out.append(i == 0 ? "" : ",");
      row(out, found.rows().get(i));
    }
    return out.append("]}").toString();
  }

  private static void row(StringBuilder out, Row row) {
    out.append("{\"thread\":").append(row.actor()).append(",\"operation\":");
    string(out, row.operation().words());
    out.append(",\"object\":");
    string(out, row.object());
    out.append(",\"values\":");
    string(out, row.text());
    out.append(",\"held\":");
    string(out, row.held());
    out.append(",\"site\":");
    string(out, row.site());
    out.append(",\"waits\":").append(row.waits());
    out.append(",\"preempts\":").append(row.preempts()).append('}');
  }

  private static void string(StringBuilder out, @Nullable String text) {
    if (text == null) {
      out.append("null");
      return;
    }
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ') {
        out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}
