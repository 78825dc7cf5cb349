package dev.gil.advisor;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which strategy to run a batch by, and all that says so. Immutable.
 *
 * @param best id of the strategy; empty if the machine was too busy to judge, or nothing is left
 * @param sentence the advice with its reason
 * @param needsGil false if threads without any lock, or a single one, do as well: an executor of
 *     the JDK will do
 * @param noise why nothing was judged; empty if it was
 * @param profile of the batch; empty if it was not measured
 * @param atOnce tasks under way at once; empty if nothing was measured and nobody said
 * @param predictions of the strategies that are not ruled out, the fastest first
 * @param ruledOut why the others are, by id
 * @param checks what those took that were tried
 * @param unchecked what the predictions alone would have said
 * @param wouldChange what would have to be different for another answer, a sentence each
 */
public record Advice(
    Optional<String> best,
    String sentence,
    boolean needsGil,
    List<String> noise,
    Optional<Profile> profile,
    OptionalInt atOnce,
    List<Prediction> predictions,
    Map<String, String> ruledOut,
    List<Check> checks,
    Optional<String> unchecked,
    List<String> wouldChange) {
  /**
   * Copies the lists.
   *
   * @param best id of the strategy
   * @param sentence the advice with its reason
   * @param needsGil whether an executor of the JDK will not do
   * @param noise why nothing was judged
   * @param profile of the batch
   * @param atOnce tasks under way at once
   * @param predictions the fastest first
   * @param ruledOut why others are, by id
   * @param checks what those took that were tried
   * @param unchecked what the predictions alone say
   * @param wouldChange sentences
   */
  public Advice {
    noise = List.copyOf(noise);
    predictions = List.copyOf(predictions);
    ruledOut = Collections.unmodifiableMap(new LinkedHashMap<>(ruledOut));
    checks = List.copyOf(checks);
    wouldChange = List.copyOf(wouldChange);
  }

  /**
   * Whether an answer was given.
   *
   * @return false if the machine was too busy
   */
  public boolean isJudged() {
    return noise.isEmpty();
  }

  static Advice notJudged(List<String> noise, Optional<Profile> profile) {
    return new Advice(
        Optional.empty(),
        "not judged: " + String.join("; ", noise),
        true,
        noise,
        profile,
        OptionalInt.empty(),
        List.of(),
        Map.of(),
        List.of(),
        Optional.empty(),
        List.of());
  }
}
