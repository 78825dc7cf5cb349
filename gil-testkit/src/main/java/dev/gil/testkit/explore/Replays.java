package dev.gil.testkit.explore;

import dev.gil.testkit.explore.engine.Fault;
import dev.gil.testkit.explore.engine.Findings;
import dev.gil.testkit.explore.engine.Search;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Runs the execution of a token, and judges whether it is still the same. */
final class Replays {
  private Replays() {}

  static Failure replay(Token token, UnaryOperator<String> again, Search search) {
    Search.Replayed run = search.replay(token.schedule(), token.fault());
    @Nullable Fault fault = run.fault();
    if (run.diverged()) {
      throw stale(token, "has fewer decisions than the token, or fewer threads to choose from");
    }
    if (fault == null || fault.kind() != token.fault()) {
      throw stale(
          token,
          fault == null
              ? "did not fail"
              : "failed by " + fault.kind() + " instead: " + fault.message());
    }
    if (run.hash() != token.hash()) {
      throw stale(token, "failed alike, after other steps");
    }
    return new Failure(
        new Findings.Found(
            fault, 1, token.schedule(), run.hash(), 0, 0, 0, run.actors(), run.rows(), true),
        String.format(Locale.ROOT, "%s replayed", fault.kind()),
        again);
  }

  private static StaleTokenException stale(Token token, String why) {
    return new StaleTokenException(
        token + " is stale: the body " + why + ". It has changed since the token was made");
  }

  /** Throws what a body threw, as it is. */
  @SuppressWarnings("unchecked")
  static <X extends Throwable> RuntimeException unchecked(Throwable thrown) throws X {
    throw (X) thrown;
  }
}
