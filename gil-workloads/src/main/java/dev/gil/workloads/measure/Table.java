package dev.gil.workloads.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Columns as wide as their widest cell. Text goes to the left of its column, figures to the right.
 */
public final class Table {
  private final Set<Integer> text;
  private final List<List<String>> lines = new ArrayList<>();

  /**
   * A table without lines.
   *
   * @param text the columns that hold text, from 0; the others hold figures
   * @param heads of all columns
   */
  public Table(Set<Integer> text, String... heads) {
    this.text = text;
    lines.add(List.of(heads));
  }

  /** Adds a line with a cell for every column. */
  public Table line(String... cells) {
    return line(List.of(cells));
  }

  /** Adds a line with a cell for every column. */
  public Table line(List<String> cells) {
    if (cells.size() != lines.getFirst().size()) {
      throw new IllegalArgumentException(
          cells.size() + " cells for " + lines.getFirst().size() + " columns");
    }
    lines.add(List.copyOf(cells));
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

  private String text(List<String> line, int[] widths) {
    StringBuilder out = new StringBuilder();
    for (int c = 0; c < widths.length; c++) {
      String cell = line.get(c);
      int gap = widths[c] - cell.length();
      boolean left = text.contains(c);
      out.append(c == 0 ? " " : "  ").repeat(' ', left ? 0 : gap);
      out.append(cell).repeat(' ', left ? gap : 0);
    }
    return out.toString().stripTrailing();
  }
}
