package dev.gil.bench;

import dev.gil.bench.report.Scores;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * How much is to be measured, and where the figures go.
 *
 * @param quick whether a rough figure will do
 * @param forks fresh processes a case
 * @param cases which cases are wanted
 * @param peers which peers are wanted
 * @param scores for the figures
 * @param progress hears what is measured now
 */
public record Effort(
    boolean quick,
    int forks,
    Predicate<String> cases,
    Predicate<String> peers,
    Scores scores,
    Consumer<String> progress) {

  /** Whether any of these is wanted. */
  public boolean wantsAny(List<String> names) {
    return names.stream().anyMatch(cases);
  }
}
