package dev.gil.testkit.check;

import java.util.List;

/**
 * What a search for an order of the calls of a history came to. Immutable.
 *
 * @param found whether there is an order, of all calls that returned, that explains every result
 * @param order that order; if there is none, the longest beginning of one
 * @param history what was searched; if there is no order, its shortest beginning that has none,
 *     without calls that change nothing and are not needed to see it
 * @param configurations how many different situations the search met
 * @param <O> the operations
 */
public record Linearization<O>(
    boolean found, List<Call<O>> order, History<O> history, long configurations) {
  /**
   * Copies the list.
   *
   * @param found whether there is an order
   * @param order of calls
   * @param history what was searched
   * @param configurations how many
   */
  public Linearization {
    order = List.copyOf(order);
  }

  /**
   * The history as a table with a column for each thread, and the order, or how far one goes.
   *
   * @return lines that end with a line feed
   */
  public String toText() {
    StringBuilder out = new StringBuilder();
    if (!found) {
      out.append("No order of these calls explains their results:\n");
    }
    out.append(history);
    if (found) {
      out.append("One order that explains it:\n");
    } else {
      long returned = history.calls().stream().filter(Call::hasReturned).count();
      out.append("The longest that does explains ").append(order.size());
      out.append(" of ").append(returned).append(" calls:\n");
    }
    for (int i = 0; i < order.size(); i++) {
      out.append("  ").append(i + 1).append(". ").append(order.get(i)).append('\n');
    }
    for (Call<O> call : history.calls()) {
      if (!found && call.hasReturned() && !order.contains(call)) {
        out.append("  then not: ").append(call).append('\n');
      }
    }
    return out.toString();
  }
}
