package dev.gil.trace.internal;

import dev.gil.trace.HtmlReport.Bar;
import dev.gil.trace.HtmlReport.Chart;
import dev.gil.trace.HtmlReport.Rank;
import dev.gil.trace.HtmlReport.Table;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The charts and tables of a page. They need no script. */
final class Figures {
  private Figures() {}

  static String charts(List<Chart> charts) {
    if (charts.isEmpty()) {
      return "";
    }
    return """
    <section aria-labelledby="speedups-head">
    <h2 id="speedups-head">How much faster</h2>
    <p class="hint">The dashed line is at 1x.</p>
    <div class="charts">
    %s</div>
    </section>\
    """
        .formatted(charts.stream().map(Figures::chart).collect(Collectors.joining()));
  }

  private static String chart(Chart chart) {
    double longest = Math.max(1, chart.bars().stream().mapToDouble(Bar::value).max().orElse(1));
    return """
    <div class="chart" role="group" aria-label="%s">
    <h3>%s</h3>
    %s</div>
    """
        .formatted(
            Markup.text(chart.title()),
            Markup.text(chart.title()),
            chart.bars().stream().map(bar -> bar(bar, longest)).collect(Collectors.joining()));
  }

  private static String bar(Bar bar, double longest) {
    return String.format(
        Locale.ROOT,
        """
        <div class="bar%s"><span dir="auto">%s</span>\
        <svg aria-hidden="true"><rect class="room" width="100%%" height="100%%" rx="3"/>\
        <rect class="size" width="%.2f%%" height="100%%" rx="3"/>\
        <line class="mark" x1="%.2f%%" x2="%.2f%%" y1="-3" y2="21"/></svg>\
        <span>%s</span></div>
        """,
        rank(bar.rank()),
        Markup.text(bar.name()),
        100 * bar.value() / longest,
        100 / longest,
        100 / longest,
        Markup.text(bar.text()));
  }

  private static String rank(Rank rank) {
    return switch (rank) {
      case PLAIN -> "";
      case BEST -> " best";
      case CEILING -> " ceiling";
    };
  }

  static String tables(List<Table> tables) {
    if (tables.isEmpty()) {
      return "";
    }
    return """
    <section aria-labelledby="tables-head">
    <h2 id="tables-head">All figures</h2>
    <div class="scroll" tabindex="0" role="region" aria-labelledby="tables-head">
    %s</div>
    </section>\
    """
        .formatted(tables.stream().map(Figures::table).collect(Collectors.joining()));
  }

  private static String table(Table table) {
    StringBuilder out = new StringBuilder("<table>\n<caption>");
    out.append(Markup.text(table.title())).append("</caption>\n<thead><tr>");
    for (int c = 0; c < table.heads().size(); c++) {
      out.append(c == 0 ? "<th class=\"text\" scope=\"col\">" : "<th scope=\"col\">");
      out.append(Markup.text(table.heads().get(c))).append("</th>");
    }
    out.append("</tr></thead>\n<tbody>\n");
    for (int l = 0; l < table.lines().size(); l++) {
      out.append(l == table.best() ? "<tr class=\"best\">" : "<tr>");
      List<String> line = table.lines().get(l);
      out.append("<th scope=\"row\">").append(Markup.text(line.getFirst())).append("</th>");
      line.stream()
          .skip(1)
          .forEach(cell -> out.append("<td>").append(Markup.text(cell)).append("</td>"));
      out.append("</tr>\n");
    }
    return out.append("</tbody>\n</table>\n").toString();
  }
}
