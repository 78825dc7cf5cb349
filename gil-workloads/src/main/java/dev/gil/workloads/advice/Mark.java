package dev.gil.workloads.advice;

import dev.gil.advisor.Advice;
import dev.gil.advisor.Prediction;
import dev.gil.workloads.Workload;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One case of an examination.
 *
 * @param set it belongs to
 * @param id of the workload
 * @param story of the workload
 * @param kind a rule of thumb would go by
 * @param safeComputing whether it computes only, in code that is thread-safe
 * @param advice that was given
 * @param adviceMs what giving it took
 * @param truth what every strategy really took that can run it, in milliseconds, by id
 * @param noise why it does not count; empty if it does
 */
public record Mark(
    String set,
    String id,
    String story,
    Workload.Kind kind,
    boolean safeComputing,
    Advice advice,
    double adviceMs,
    Map<String, Double> truth,
    List<String> noise) {
  public Mark {
    truth = Collections.unmodifiableMap(new LinkedHashMap<>(truth));
    noise = List.copyOf(noise);
  }

  public boolean counts() {
    return noise.isEmpty();
  }

  /** Who really was the fastest. */
  public String best() {
    return truth.entrySet().stream().min(Map.Entry.comparingByValue()).orElseThrow().getKey();
  }

  /** The time lost by a choice, as a share of the best time; infinite if it cannot run the case. */
  public double regret(String strategy) {
    double least = truth.values().stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    return truth.getOrDefault(strategy, Double.POSITIVE_INFINITY) / least - 1;
  }

  /** Of the advice. */
  public double regret() {
    return regret(advice.best().orElse("nothing"));
  }

  Optional<Prediction> prediction(String strategy) {
    return advice.predictions().stream().filter(p -> p.strategy().equals(strategy)).findFirst();
  }
}
