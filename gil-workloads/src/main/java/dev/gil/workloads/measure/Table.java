package dev.gil.workloads.measure;

import java.util.ArrayList;
import java.util.List;

/** Columns as wide as their widest cell: the first to the left, the others to the right. */
public final class Table {
  private final List<List<String>> lines = new ArrayList<>();

  public Table(String... heads) {
    lines.add(List.of(heads));
  }

  /** Adds a line with a cell for every column. */
  public Table line(String... cells) {
    if (cells.length != lines.getFirst().size()) {
      throw new IllegalArgumentException(
          cells.length + " cells for " + lines.getFirst().size() + " columns");
    }
    lines.add(List.of(cells));
    return this;
  }

  /** The lines, the heads first, without line ends. */
  public List<String> lines() {
    int columns = lines.getFirst().size();
    int[] widths = new int[columns];
    for (List<String> line : lines) {
      for (int c = 0; c < columns; c++) {
        widths[c] = Math.max(widths[c], line.get(c).length());
      }
    }
    return lines.stream().map(line -> text(line, widths)).toList();
  }

  private static String text(List<String> line, int[] widths) {
    StringBuilder text = new StringBuilder();
    for (int c = 0; c < widths.length; c++) {
      String cell = line.get(c);
      int gap = widths[c] - cell.length();
      if (c == 0) {
        text.append(' ').append(cell).repeat(' ', gap);
      } else {
        text.append("  ").repeat(' ', gap).append(cell);
      }
    }
    return text.toString().stripTrailing();
  }
}
