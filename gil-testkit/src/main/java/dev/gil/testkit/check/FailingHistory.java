package dev.gil.testkit.check;

import java.util.ArrayList;
import java.util.List;

/**
 * Makes a history that has no order small, in ways that keep it evidence. Its shortest beginning
 * without an order happened as it is. And a call that returned and changes the state of no search
 * can be left out: if the rest had no order only for lack of it, it would have changed something.
 * To leave out any other call would prove nothing: without the call that put a value in, the one
 * that took it out cannot be explained.
 */
final class FailingHistory {
  private FailingHistory() {}

  static <S, O> Linearization<O> of(SequentialModel<S, O> model, History<O> failing) {
    History<O> smallest = shortest(model, failing);
    for (int i = smallest.calls().size() - 1; i >= 0; i--) {
      History<O> without = without(smallest, i);
      if (readsOnly(model, smallest, i) && !hasOrder(model, without)) {
        smallest = without;
      }
    }
    return new LinearizationSearch<>(model, smallest).result();
  }

  private static <S, O> boolean hasOrder(SequentialModel<S, O> model, History<O> history) {
    return new LinearizationSearch<>(model, history).result().found();
  }

  private static <S, O> History<O> shortest(SequentialModel<S, O> model, History<O> failing) {
    long[] returns =
        failing.calls().stream()
            .filter(Call::hasReturned)
            .mapToLong(Call::returned)
            .sorted()
            .toArray();
    int low = 0; // if a beginning has no order, neither has a longer one
    int high = returns.length - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (hasOrder(model, failing.until(returns[middle]))) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return failing.until(returns[high]);
  }

  private static <S, O> boolean readsOnly(
      SequentialModel<S, O> model, History<O> history, int call) {
    // The last call of the shortest beginning, whose result nothing explains, never takes effect
    // in a search: it stays.
    LinearizationSearch<S, O> search = new LinearizationSearch<>(model, history);
    Linearization<O> result = search.result();
    return !search.changes(call) && result.order().contains(history.calls().get(call));
  }

  private static <O> History<O> without(History<O> history, int call) {
    List<Call<O>> calls = new ArrayList<>(history.calls());
    calls.remove(call);
    return new History<>(calls);
  }
}
