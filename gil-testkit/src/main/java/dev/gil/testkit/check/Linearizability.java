package dev.gil.testkit.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a concurrent object is linearizable: whether the results of its calls are those of
 * calls that came one by one, each at some moment between its call and its return.
 *
 * {@snippet :
 * Linearizability<Op> check = Linearizability.against(SequentialModel.of(ArrayList::new, ArrayList::new, Op::onList));
 * check.assertHolds(ProgramRunner.onThreads().run(program, () -> new ConcurrentLinkedDeque<Integer>()::apply));
 * }
 *
 * <p>Compared with asserting on the final state, it judges every result, without an expectation
 * written for each interleaving. The search takes time that grows with the calls that overlap: a
 * few dozen calls of three or four threads are quick, hundreds that all overlap are not. If the
 * object is a collection of independent parts, such as a map, tell {@linkplain #byKey by which
 * key}.
 *
 * <p>Says nothing about calls that were never made; it is right about those that were. Immutable
 * and thread-safe, if the model is.
 *
 * @param <O> the operations
 */
public final class Linearizability<O> {
  private final Function<History<O>, Linearization<O>> search;
  private final @Nullable Function<? super O, ?> key;

  private Linearizability(
      Function<History<O>, Linearization<O>> search, @Nullable Function<? super O, ?> key) {
    this.search = search;
    this.key = key;
  }

  /**
   * A check against a model.
   *
   * @param model says what should come of calls one by one
   * @param <O> the operations
   * @return a check
   */
  public static <O> Linearizability<O> against(SequentialModel<?, O> model) {
    return new Linearizability<>(history -> search(model, history), null);
  }

  private static <S, O> Linearization<O> search(SequentialModel<S, O> model, History<O> history) {
    Linearization<O> whole = new LinearizationSearch<>(model, history).result();
    return whole.found() ? whole : FailingHistory.of(model, history);
  }

  /**
   * This check, part by part: the calls of each key are checked by themselves, each against a model
   * of its own. Right if operations with different keys do not touch each other; then a history is
   * linearizable if all its parts are, and the search is over soon.
   *
   * @param of the key of an operation
   * @return a check
   */
  public Linearizability<O> byKey(Function<? super O, ?> of) {
    return new Linearizability<>(search, of);
  }

  /**
   * Looks for an order that explains a history.
   *
   * @param history of one run
   * @return the order found, or why there is none; with {@linkplain #byKey keys}, of the first part
   *     that has none, else of the last part
   */
  public Linearization<O> check(History<O> history) {
    Function<? super O, ?> by = key;
    if (by == null) {
      return search.apply(history);
    }
    Linearization<O> result = search.apply(new History<>(List.of()));
    for (List<Call<O>> calls : parts(history, by)) {
      result = search.apply(new History<>(calls));
      if (!result.found()) {
        return result;
      }
    }
    return result;
  }

  private static <O> Iterable<List<Call<O>>> parts(History<O> history, Function<? super O, ?> by) {
    Map<Object, List<Call<O>>> parts = new LinkedHashMap<>();
    for (Call<O> call : history.calls()) {
      parts.computeIfAbsent(by.apply(call.operation()), _ -> new ArrayList<>()).add(call);
    }
    return parts.values();
  }

  /**
   * Requires that an order explains a history.
   *
   * @param history of one run
   * @throws AssertionError if none does: shows the history and how far an order goes
   */
  public void assertHolds(History<O> history) {
    Linearization<O> result = check(history);
    if (!result.found()) {
      throw new AssertionError(result.toText());
    }
  }

  /**
   * Runs a program several times and requires that an order explains each run.
   *
   * @param program what each thread does
   * @param fresh makes a new object for each run
   * @param runner runs it
   * @param runs how often
   * @throws AssertionError if a run has no order: shows it, and the token of the program
   * @throws InterruptedException if interrupted while waiting for the threads
   */
  public void assertHolds(
      Program<O> program, Supplier<? extends Target<O>> fresh, ProgramRunner runner, int runs)
      throws InterruptedException {
    for (int run = 1; run <= runs; run++) {
      Linearization<O> result = check(runner.run(program, fresh));
      if (!result.found()) {
        throw new AssertionError(
            result.toText() + "In run " + run + " of " + runs + ". Program: " + program);
      }
    }
  }
}
