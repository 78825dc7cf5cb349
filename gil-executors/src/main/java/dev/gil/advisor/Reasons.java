package dev.gil.advisor;

import dev.gil.advisor.Prediction.Term;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Puts an advice into a sentence: what to take, how long that takes, and what keeps others up. */
final class Reasons {
  private final Facts facts;
  private final Optional<Profile> profile;
  private final List<Prediction> predictions;
  private final List<Check> checks;
  private final Map<String, String> ruledOut;

  Reasons(
      Facts facts,
      Optional<Profile> profile,
      List<Prediction> predictions,
      List<Check> checks,
      Map<String, String> ruledOut) {
    this.facts = facts;
    this.profile = profile;
    this.predictions = predictions;
    this.checks = checks;
    this.ruledOut = ruledOut;
  }

  String sentence(Optional<Candidate> best) {
    if (best.isEmpty()) {
      return "No strategy is left: "
          + String.join(
              "; ",
              ruledOut.entrySet().stream().map(e -> e.getKey() + ": " + e.getValue()).toList());
    }
    Candidate chosen = best.get();
    String took =
        checks.stream()
            .filter(check -> check.strategy().equals(chosen.id()))
            .findFirst()
            .map(check -> took(chosen, check))
            .orElse(chosen.id());
    return switch (chosen.kind()) {
      case UNLOCKED ->
          "You do not need gil: the code is thread-safe, and " + took + against(chosen);
      case ONE_THREAD -> "You do not need gil, one thread does: " + took + against(chosen);
      default -> "Take " + chosen.id() + ": " + took + against(chosen);
    };
  }

  private static String took(Candidate chosen, Check check) {
    return String.format(
        Locale.ROOT,
        "%s took %s for %,d tasks",
        chosen.kind() == Kind.UNLOCKED ? "threads without any lock" : "it",
        Words.millis(check.medianMs()),
        check.tasks());
  }

  /** The reason: what its time goes into, and what that of the best of another kind goes into. */
  private String against(Candidate chosen) {
    if (predictions.size() < 2 || profile.isEmpty()) {
      return only();
    }
    Optional<Prediction> mine = prediction(chosen.id());
    Optional<Prediction> other =
        predictions.stream()
            .filter(prediction -> !prediction.strategy().equals(chosen.id()))
            .filter(prediction -> mine.isEmpty() || prediction.largest() != mine.get().largest())
            .min(Comparator.comparingDouble(Prediction::ms));
    String of = mine.map(m -> ", " + share(m)).orElse("");
    return other
        .map(
            o ->
                String.format(
                    Locale.ROOT,
                    "%s; %s would take about %s, %s",
                    of,
                    o.strategy(),
                    Words.millis(o.ms()),
                    share(o)))
        .orElse(of);
  }

  private static String share(Prediction prediction) {
    Term term = prediction.largest();
    return Words.percent(prediction.largestShare()) + " of it " + term.inWords();
  }

  private Optional<Prediction> prediction(String id) {
    return predictions.stream().filter(p -> p.strategy().equals(id)).findFirst();
  }

  private String only() {
    if (facts.isHarmless()) {
      return "; nothing else is allowed";
    }
    return facts.mayCrash()
        ? "; a crash ends a worker process and nothing else"
        : "; a worker process that hangs can be killed";
  }
}
