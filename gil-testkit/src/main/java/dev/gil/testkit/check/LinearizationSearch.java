package dev.gil.testkit.check;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * The search for an order, after Wing and Gong ("Testing and verifying concurrent objects", 1993)
 * with the memory of Lowe ("Testing for linearizability", 2017).
 *
 * <p>At each step the next call of the order can only be one that was made before any of the
 * remaining calls returned: whichever call returned first, took effect before those that were made
 * later. The search tries each such call whose result is the model's, goes on from the state after
 * it, and comes back if that leads nowhere. A call that never returned may take effect with any
 * result, or never.
 *
 * <p>What lies ahead depends only on which calls have taken effect and on the state, not on the
 * order in which they did. So a pair of the two that was met before is not tried again. Without
 * that memory the search visits each order, of which there are as many as there are ways to
 * interleave; with it each set once for each state.
 *
 * <p>The search keeps its path in arrays: a long history is no deep recursion. For one thread.
 */
final class LinearizationSearch<S, O> {
  private record Configuration(BitSet done, Object state) {}

  private final SequentialModel<S, O> model;
  private final History<O> history;
  private final List<Call<O>> calls;
  private final Set<Configuration> met = new HashSet<>();
  private final BitSet done = new BitSet();
  private final BitSet changing = new BitSet();
  private final List<S> states = new ArrayList<>();
  private final List<Integer> path = new ArrayList<>();
  private List<Integer> longest = List.of();

  LinearizationSearch(SequentialModel<S, O> model, History<O> history) {
    this.model = model;
    this.history = history;
    this.calls = history.calls();
  }

  Linearization<O> result() {
    states.add(model.initial());
    boolean found = search();
    List<Integer> order = found ? path : longest;
    return new Linearization<>(found, order.stream().map(calls::get).toList(), history, met.size());
  }

  /** Whether a call changed the state wherever the search met it. */
  boolean changes(int call) {
    return changing.get(call);
  }

  private boolean search() {
    int from = 0; // the first call not yet tried at this step
    while (true) {
      long firstReturn = firstReturn();
      if (firstReturn == Call.NEVER) {
        return true;
      }
      int next = next(from, firstReturn);
      if (next >= 0) {
        path.add(next);
        from = 0;
      } else if (path.isEmpty()) {
        return false;
      } else {
        int last = path.removeLast();
        states.removeLast();
        done.clear(last);
        from = last + 1;
      }
    }
  }

  /** When the first of the calls returned that have not taken effect. */
  private long firstReturn() {
    long first = Call.NEVER;
    for (int i = done.nextClearBit(0); i < calls.size(); i = done.nextClearBit(i + 1)) {
      first = Math.min(first, calls.get(i).returned());
    }
    return first;
  }

  /** Lets the next possible call take effect; -1 if there is none. */
  private int next(int from, long firstReturn) {
    for (int i = done.nextClearBit(from); i < calls.size(); i = done.nextClearBit(i + 1)) {
      Call<O> call = calls.get(i);
      if (call.called() > firstReturn) {
        return -1;
      }
      S before = states.getLast();
      var outcome = model.apply(before, call.operation());
      if (!call.hasReturned() || Objects.equals(outcome.result(), call.result())) {
        if (!outcome.state().equals(before)) {
          changing.set(i);
        }
        done.set(i);
        if (met.add(new Configuration((BitSet) done.clone(), outcome.state()))) {
          states.add(outcome.state());
          remember(i);
          return i;
        }
        done.clear(i);
      }
    }
    return -1;
  }

  private void remember(int next) {
    if (path.size() + 1 > longest.size()) {
      longest = new ArrayList<>(path);
      longest.add(next);
    }
  }
}
