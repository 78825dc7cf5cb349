package dev.gil.testkit.explore.engine;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came of a search.
 *
 * @param executions how many were run, without those of checking and shrinking
 * @param bound up to how many preemptions all schedules were run; -1 if not even those without any
 * @param complete whether all schedules whatever were run
 * @param found the first fault, shrunk; null if there was none
 * @param threads how they ran, in words
 * @param uncontrolled what was not under control, by how often
 * @param decisions of the longest execution
 */
public record Findings(
    long executions,
    int bound,
    boolean complete,
    @Nullable Found found,
    String threads,
    Map<String, Long> uncontrolled,
    int decisions) {

  /**
   * A fault and how to have it again.
   *
   * @param fault of the shrunk execution
   * @param at in which execution it was first met, from 1
   * @param schedule the shrunk one
   * @param hash of the shrunk execution
   * @param preemptionsBefore how many the execution had in which it was met
   * @param preemptions how many the shrunk one has
   * @param reruns how many shrinking took
   * @param actors their names, by index
   * @param rows of the shrunk execution
   * @param repeatable false if the body did something else when it was run again; then nothing is
   *     shrunk, and there are no rows
   */
  public record Found(
      Fault fault,
      long at,
      Schedule schedule,
      long hash,
      int preemptionsBefore,
      int preemptions,
      int reruns,
      List<String> actors,
      List<Row> rows,
      boolean repeatable) {}
}
