package dev.gil.testkit.explore.engine;

import org.jspecify.annotations.Nullable;

/**
 * One step of a recorded execution.
 *
 * @param actor who took it, by index
 * @param operation what it was
 * @param object on what, by its stable name; empty for nothing
 * @param site where in the code; empty if unknown
 * @param text values, and what else was observed
 * @param held the locks held after it, by comma
 * @param preempts whether another actor was stopped for it that could have gone on
 * @param waits whether it is the start of a wait
 */
public record Row(
    int actor,
    Operation operation,
    String object,
    String site,
    @Nullable String text,
    String held,
    boolean preempts,
    boolean waits) {

  Row with(String more) {
    return new Row(
        actor,
        operation,
        object,
        site,
        text == null ? more : text + ", " + more,
        held,
        preempts,
        waits);
  }
}
