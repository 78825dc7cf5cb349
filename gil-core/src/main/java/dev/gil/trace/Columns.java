package dev.gil.trace;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A time axis of columns; each shows what most of its time was spent in, or nothing where most of
 * it was not spent in anything.
 *
 * @param <K> what can be shown
 */
final class Columns<K> {
  private final long from;
  private final double width; // of a column, in nanoseconds
  private final List<Map<K, Double>> shares = new ArrayList<>();
  private final double[] busy;

  Columns(long from, long to, int columns) {
    this.from = from;
    this.width = Math.max(1.0, (double) (to - from) / columns);
    this.busy = new double[columns];
    for (int i = 0; i < columns; i++) {
      shares.add(new HashMap<>(2));
    }
  }

  void add(K what, long begin, long end) {
    double left = (begin - from) / width;
    double right = (end - from) / width;
    for (int c = Math.max(0, (int) left); c < busy.length && c < right; c++) {
      double part = Math.min(right, c + 1) - Math.max(left, c);
      shares.get(c).merge(what, part, Double::sum);
      busy[c] += part;
    }
  }

  /** What the column shows; null for nothing. */
  @Nullable K at(int column) {
    double most = Math.max(0, 1 - busy[column]);
    @Nullable K shown = null;
    for (Map.Entry<K, Double> share : shares.get(column).entrySet()) {
      if (share.getValue() > most) {
        most = share.getValue();
        shown = share.getKey();
      }
    }
    return shown;
  }

  /** Columns side by side that show the same. */
  record Run<K>(@Nullable K what, int first, int length) {}

  /** From the left to the right. */
  List<Run<K>> runs() {
    List<Run<K>> runs = new ArrayList<>();
    int first = 0;
    @Nullable K before = busy.length == 0 ? null : at(0);
    for (int c = 1; c <= busy.length; c++) {
      @Nullable K here = c == busy.length ? null : at(c);
      if (c == busy.length || (here == null ? before != null : !here.equals(before))) {
        runs.add(new Run<>(before, first, c - first));
        first = c;
        before = here;
      }
    }
    return runs;
  }
}
