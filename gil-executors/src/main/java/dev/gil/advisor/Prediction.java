package dev.gil.advisor;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * How long a batch would take by a strategy that is open and warm, as the model says. Immutable.
 *
 * @param strategy its id
 * @param ms from the first submit to the last result
 * @param lowMs in nine cases of ten it takes no less
 * @param highMs and no more
 * @param terms what that is made of: they add up to {@code ms}
 * @param startMs what opening it adds, once
 */
public record Prediction(
    String strategy,
    double ms,
    double lowMs,
    double highMs,
    Map<Term, Double> terms,
    double startMs) {
  /** What time goes into. */
  public enum Term {
    /** Computing, and waiting, one task at a time. */
    SERIAL("one task at a time"),
    /** Computing on several processors. */
    COMPUTING("computing side by side"),
    /** Waiting that nothing else fills. */
    WAITING("waiting"),
    /** Fighting for a lock of the code's own, for memory or for the lock. */
    CONTENTION("contention"),
    /** Writing and reading tasks and results. */
    SERIALIZING("writing and reading tasks and results"),
    /** Taking bytes to workers and back. */
    TRANSFER("taking bytes to workers and back"),
    /** Handing tasks over. */
    DISPATCH("handing tasks over");

    private final String words;

    Term(String words) {
      this.words = words;
    }

    /**
     * Says what it is.
     *
     * @return a phrase
     */
    public String inWords() {
      return words;
    }
  }

  /**
   * Copies the terms.
   *
   * @param strategy its id
   * @param ms from the first submit to the last result
   * @param lowMs no less in nine cases of ten
   * @param highMs no more
   * @param terms that add up
   * @param startMs what opening adds
   */
  public Prediction {
    terms = Map.copyOf(terms);
  }

  /** Of terms, with a relative standard deviation. */
  static Prediction of(String strategy, EnumMap<Term, Double> terms, double error, double startMs) {
    double ms = terms.values().stream().mapToDouble(Double::doubleValue).sum();
    double factor = Math.exp(1.645 * error);
    return new Prediction(strategy, ms, ms / factor, ms * factor, terms, startMs);
  }

  /**
   * What most of the time goes into.
   *
   * @return the largest term
   */
  public Term largest() {
    return terms.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
  }

  /**
   * The share of the largest term.
   *
   * @return from 0 to 1
   */
  double largestShare() {
    return ms <= 0 ? 1 : terms.getOrDefault(largest(), 0.0) / ms;
  }

  /**
   * Says it in a phrase.
   *
   * @return as {@code 52 ms (45 to 61), mostly computing side by side}
   */
  public String inWords() {
    return String.format(
        Locale.ROOT,
        "%s (%s to %s), mostly %s",
        Words.millis(ms),
        Words.millis(lowMs),
        Words.millis(highMs),
        largest().inWords());
  }
}
