package dev.gil.testkit.explore;

import dev.gil.testkit.explore.engine.Row;
import java.util.ArrayList;
import java.util.List;

/**
 * Lays the steps of an execution out as text: threads as columns, {@code >>} where one was stopped
 * that could have gone on, and on the right the locks held after the step and its place in the
 * code.
 */
final class Table {
  private static final int MOST_ROWS = 400;

  private Table() {}

  static String of(List<String> actors, List<Row> rows) {
    if (rows.isEmpty()) {
      return "";
    }
    int skipped = Math.max(0, rows.size() - MOST_ROWS);
    List<Row> shown = rows.subList(skipped, rows.size());
    List<Integer> columns = new ArrayList<>();
    for (Row row : shown) {
      if (!columns.contains(row.actor())) {
        columns.add(row.actor());
      }
    }
    columns.sort(null);
    int[] widths = new int[columns.size()];
    int held = 0;
    for (int i = 0; i < widths.length; i++) {
      widths[i] = actors.get(columns.get(i)).length();
    }
    for (Row row : shown) {
      int column = columns.indexOf(row.actor());
      widths[column] = Math.max(widths[column], cell(row).length());
      held = Math.max(held, row.held().length());
    }
    StringBuilder text = new StringBuilder();
    if (skipped > 0) {
      text.append("    (").append(skipped).append(" steps before)\n");
    }
    text.append("     ");
    for (int i = 0; i < widths.length; i++) {
      pad(text, actors.get(columns.get(i)), widths[i] + 2);
    }
    end(text);
    for (int i = 0; i < shown.size(); i++) {
      Row row = shown.get(i);
      String number = Integer.toString(skipped + i + 1);
      text.append(" ".repeat(Math.max(0, 3 - number.length()))).append(number);
      text.append(row.preempts() ? ">>" : "  ");
      int column = columns.indexOf(row.actor());
      for (int c = 0; c < widths.length; c++) {
        pad(text, c == column ? cell(row) : "", widths[c] + 2);
      }
      if (held > 0) {
        pad(text, row.held().isEmpty() ? "" : "[" + row.held() + "]", held + 4);
      }
      text.append(row.site());
      end(text);
    }
    return text.toString();
  }

  private static String cell(Row row) {
    StringBuilder text = new StringBuilder();
    if (row.waits()) {
      text.append("waits: ");
    }
    text.append(row.operation().words());
    String said = row.text() == null ? "" : row.text();
    if (isOf(row.object(), said)) {
      return text.append(' ').append(said).toString();
    }
    if (!row.object().isEmpty()) {
      text.append(' ').append(row.object());
    }
    if (!said.isEmpty()) {
      text.append(": ").append(said);
    }
    return text.toString();
  }

  /** Whether what is said begins with the object, as in {@code Counter#1.value = 3}. */
  private static boolean isOf(String object, String said) {
    return !object.isEmpty()
        && said.startsWith(object)
        && said.length() > object.length()
        && (said.charAt(object.length()) == '.' || said.charAt(object.length()) == '[');
  }

  private static void pad(StringBuilder to, String text, int width) {
    to.append(text).append(" ".repeat(Math.max(0, width - text.length())));
  }

  private static void end(StringBuilder text) {
    int length = text.length();
    while (length > 0 && text.charAt(length - 1) == ' ') {
      length--;
    }
    text.setLength(length);
    text.append('\n');
  }
}
