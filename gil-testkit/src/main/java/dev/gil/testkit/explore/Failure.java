package dev.gil.testkit.explore;

import dev.gil.testkit.explore.engine.Findings;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * One execution that went wrong, shrunk, and how to have it again. Immutable, thread-safe.
 *
 * <p>{@link #toString} is the whole report: what went wrong, the interleaving as a table, and the
 * token.
 */
public final class Failure {
  private final FailureKind kind;
  private final Findings.Found found;
  private final String headline;
  private final UnaryOperator<String> again;

  Failure(Findings.Found found, String headline, UnaryOperator<String> again) {
    this.kind = FailureKind.valueOf(found.fault().kind().name());
    this.found = found;
    this.headline = headline;
    this.again = again;
  }

  /**
   * Which detector found it.
   *
   * @return the kind, which shrinking keeps
   */
  public FailureKind kind() {
    return kind;
  }

  /**
   * What went wrong, in a sentence that names threads and objects.
   *
   * @return of the shrunk execution
   */
  public String message() {
    return found.fault().message();
  }

  /**
   * What a thread threw.
   *
   * @return of the shrunk execution; empty if it is not an exception that went wrong
   */
  public Optional<Throwable> cause() {
    return Optional.ofNullable(found.fault().cause());
  }

  /**
   * The line for {@link Interleavings#replay}.
   *
   * @return empty if it cannot be replayed: the body got stuck or is not deterministic
   */
  public Optional<String> token() {
    return found.repeatable()
        ? Optional.of(new Token(kind, found.schedule(), found.hash()).toString())
        : Optional.empty();
  }

  /**
   * In which execution it was met.
   *
   * @return from 1
   */
  public long execution() {
    return found.at();
  }

  /**
   * How often a thread was stopped that could have gone on, before shrinking.
   *
   * @return 0 or more
   */
  public int preemptionsBefore() {
    return found.preemptionsBefore();
  }

  /**
   * How often a thread is stopped that could have gone on.
   *
   * @return 0 or more
   */
  public int preemptions() {
    return found.preemptions();
  }

  /**
   * How many executions shrinking took.
   *
   * @return at most 200
   */
  public int reruns() {
    return found.reruns();
  }

  /**
   * The shrunk execution as a table: a column for each thread, a row for each step.
   *
   * @return lines of text; empty if it cannot be replayed
   */
  public String table() {
    return Table.of(found.actors(), found.rows());
  }

  /**
   * The report for programs.
   *
   * @return one JSON object
   */
  public String json() {
    return FailureJson.of(this, found);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(headline).append('\n').append(message()).append('\n');
    String table = table();
    if (!table.isEmpty()) {
      text.append('\n').append(table);
      text.append("first bad state: after step ").append(found.rows().size()).append('\n');
    }
    token().ifPresent(token -> text.append("\nreplay: ").append(again.apply(token)).append('\n'));
    return text.toString();
  }
}
