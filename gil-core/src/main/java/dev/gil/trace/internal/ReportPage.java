package dev.gil.trace.internal;

import dev.gil.trace.HtmlReport.Chart;
import dev.gil.trace.HtmlReport.Fact;
import dev.gil.trace.HtmlReport.Raw;
import dev.gil.trace.HtmlReport.Reason;
import dev.gil.trace.HtmlReport.Recording;
import dev.gil.trace.HtmlReport.Table;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that a report says, and the page it becomes.
 *
 * @param title what was done
 * @param recordings the traces
 * @param verdict the first sentence; empty for one made of the first recording
 * @param reasons lines under it
 * @param facts about the machine and the settings
 * @param noise why no speed may be judged; empty if nobody looked
 * @param charts of bars
 * @param tables of figures
 * @param advice paragraphs
 * @param raw the figures as a file
 */
public record ReportPage(
    String title,
    List<Recording> recordings,
    String verdict,
    List<Reason> reasons,
    List<Fact> facts,
    Optional<List<String>> noise,
    List<Chart> charts,
    List<Table> tables,
    List<String> advice,
    Optional<Raw> raw) {

  /** Writes the page. */
  public void write(Appendable out) throws IOException {
    Template.write(
        out,
        Map.ofEntries(
            text("policy", Template.policy()),
            text("title", Markup.text(title)),
            text("style", Template.style()),
            text("verdict", Words.verdict(headline(), reasons)),
            text("machine", Words.machine(facts, noise)),
            text("speedups", Figures.charts(charts)),
            text("tables", Figures.tables(tables)),
            text("advice", Words.advice(advice)),
            Map.entry("data", this::data),
            text("script", Template.script())));
  }

  private static Map.Entry<String, Template.Part> text(String place, String text) {
    return Map.entry(place, out -> out.append(text));
  }

  private String headline() {
    return verdict.isEmpty() && !recordings.isEmpty()
        ? Words.summary(recordings.getFirst().trace())
        : verdict;
  }

  private void data(Appendable out) throws IOException {
    out.append("{\"recordings\":[");
    String comma = "";
    for (Recording recording : recordings) {
      out.append(comma);
      new RecordingJson(recording).write(out);
      comma = ",";
    }
    out.append(']');
    if (raw.isPresent()) {
      out.append(",\"raw\":{\"name\":");
      Json.text(out, raw.get().fileName());
      out.append(",\"text\":");
      Json.text(out, raw.get().text());
      out.append('}');
    }
    out.append('}');
  }
}
