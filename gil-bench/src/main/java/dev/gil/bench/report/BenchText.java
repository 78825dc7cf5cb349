package dev.gil.bench.report;

import dev.gil.workloads.measure.Table;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What a bench found out, as a table. */
public final class BenchText {
  private BenchText() {}

  /** Prints all rows, who was absent, and what there is to say. */
  public static void print(PrintWriter out, Scores scores) {
    Table table =
        new Table(
            Set.of(0, 1, 2, 3),
            "bench",
            "case",
            "peer",
            "unit",
            "gil",
            "peer's",
            "advantage",
            "spread");
    for (Row row : scores.rows()) {
      table.line(
          row.bench(),
          row.name(),
          row.peer(),
          row.unit().text(),
          figure(row.value()),
          figure(row.peerValue()),
          Double.isNaN(row.advantage())
              ? "-"
              : String.format(Locale.ROOT, "%.2fx", row.advantage()),
          Double.isNaN(row.spread())
              ? "-"
              : String.format(Locale.ROOT, "%.1f %%", 100 * row.spread()));
    }
    List<String> lines = table.lines();
    lines.forEach(out::println);
    scores.absent().forEach((peer, why) -> out.println(" peer absent: " + peer + " (" + why + ")"));
    scores.notes().forEach(note -> out.println(" " + note));
    out.println(
        " medians over forks; spread: the middle half of gil's forks by their median; an advantage"
            + " above 1x: gil is better");
  }

  static String figure(double value) {
    if (Double.isNaN(value)) {
      return "-";
    }
    double size = Math.abs(value);
    return String.format(
        Locale.ROOT, size >= 1_000 ? "%,.0f" : size >= 10 ? "%.1f" : "%.3f", value);
  }
}
