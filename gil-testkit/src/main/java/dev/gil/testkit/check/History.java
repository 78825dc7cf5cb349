package dev.gil.testkit.check;

import java.util.Comparator;
import java.util.List;

/**
 * What happened when a program ran: every call with its result, and which calls overlapped.
 * Immutable, if operations and results are.
 *
 * @param calls in the order in which they were called
 * @param <O> the operations
 */
public record History<O>(List<Call<O>> calls) {
  /**
   * Sorts the calls.
   *
   * @param calls in any order
   */
  public History {
    calls = calls.stream().sorted(Comparator.comparingLong(Call::called)).toList();
  }

  /**
   * What had happened at one moment: calls that were made later are not there, and those that
   * returned later have not returned. The beginning of something that happened is something that
   * happened.
   *
   * @param moment on the clock of this history
   * @return what had happened just after it
   */
  public History<O> until(long moment) {
    return new History<>(
        calls.stream()
            .filter(call -> call.called() <= moment)
            .map(call -> call.returned() <= moment ? call : unfinished(call))
            .toList());
  }

  private static <O> Call<O> unfinished(Call<O> call) {
    return new Call<>(call.thread(), call.operation(), null, call.called(), Call.NEVER);
  }

  /** A table: a column for each thread, a row for each call or return. */
  @Override
  public String toString() {
    return HistoryTable.of(this);
  }
}
