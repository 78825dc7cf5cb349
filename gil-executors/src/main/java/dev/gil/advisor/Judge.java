package dev.gil.advisor;

import dev.gil.advisor.Facts.ThreadSafety;
import dev.gil.advisor.Profile.Travel;
import dev.gil.spi.ParallelismStrategy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Chooses: rules strategies out, predicts the others, tries the two that matter, and takes the
 * simplest that chance does not tell from the fastest.
 */
final class Judge<T extends @Nullable Object> {
  private static final int CHECKED = 2;

  private final Batch<T> batch;
  private final Facts facts;
  private final @Nullable Profile profile;
  private final int atOnce;
  private final int tasks;
  private final Map<String, String> ruledOut = new LinkedHashMap<>();
  private final List<Candidate> left = new ArrayList<>();
  private final Map<Candidate, Prediction> predictions = new HashMap<>();

  /**
   * Of a batch and what is known of it.
   *
   * @param profile null if it must not be measured in this JVM
   */
  Judge(
      Batch<T> batch,
      Facts facts,
      @Nullable Profile profile,
      List<ParallelismStrategy> strategies) {
    this.batch = batch;
    this.facts = facts;
    this.profile = profile;
    this.tasks = profile == null ? batch.tasks().get().size() : profile.tasks();
    this.atOnce = batch.atOnce().orElseGet(() -> suggested(profile));
    boolean async = !batch.async().get().isEmpty();
    @Nullable Travel travel = profile == null ? null : profile.travel();
    for (ParallelismStrategy strategy : strategies) {
      Candidate candidate = Candidate.of(strategy, async);
      Optional<String> against = Rules.against(candidate, facts, travel, atOnce);
      against.ifPresentOrElse(why -> ruledOut.put(candidate.id(), why), () -> left.add(candidate));
    }
    if (profile != null) {
      Model model = new Model(profile, atOnce);
      left.forEach(candidate -> predictions.put(candidate, model.predict(candidate)));
    }
  }

  /** One thread a processor, and as many more as tasks wait in the time that one computes. */
  private static int suggested(@Nullable Profile profile) {
    int processors = Runtime.getRuntime().availableProcessors();
    if (profile == null) {
      return processors;
    }
    double waiting = profile.alone().blockedShare();
    double wanted = processors / Math.max(1.0 / Coefficients.MOST_THREADS, 1 - waiting);
    return Math.clamp(Math.round(wanted), processors, (int) Coefficients.MOST_THREADS);
  }

  Advice advise() throws InterruptedException, ExecutionException {
    if (left.isEmpty()) {
      return advice(Optional.empty(), List.of(), Optional.empty());
    }
    Candidate unchecked = simplestOfFastest();
    List<Check> checks = check(toCheck(unchecked));
    return advice(Optional.of(winner(unchecked, checks)), checks, Optional.of(unchecked.id()));
  }

  private double ms(Candidate candidate) {
    @Nullable Prediction prediction = predictions.get(candidate);
    return prediction == null ? 0 : prediction.ms();
  }

  /** By the predictions; without any, the simplest. */
  private Candidate simplestOfFastest() {
    double limit = (1 + Coefficients.TIE) * left.stream().mapToDouble(this::ms).min().orElseThrow();
    return left.stream()
        .filter(candidate -> ms(candidate) <= limit)
        .min(Candidate.BY_SIMPLICITY)
        .orElseThrow();
  }

  /**
   * The one that seems best, and the one that is most likely to be better all the same: of another
   * kind if there is one, since those of a kind are wrong together.
   */
  private List<Candidate> toCheck(Candidate first) {
    List<Candidate> chosen = new ArrayList<>(List.of(first));
    left.stream()
        .filter(candidate -> candidate != first)
        .sorted(
            Comparator.comparing((Candidate c) -> !isRival(c, first))
                .thenComparingDouble(this::ms)
                .thenComparing(Candidate.BY_SIMPLICITY))
        .limit(CHECKED - 1L)
        .forEach(chosen::add);
    return chosen;
  }

  /** Whether it may be faster, as far as the ranges go, and is of another kind. */
  private boolean isRival(Candidate candidate, Candidate first) {
    @Nullable Prediction mine = predictions.get(candidate);
    @Nullable Prediction its = predictions.get(first);
    return mine != null
        && its != null
        && candidate.kind() != first.kind()
        && mine.lowMs() < its.highMs();
  }

  private List<Check> check(List<Candidate> chosen)
      throws InterruptedException, ExecutionException {
    double slowest = chosen.stream().mapToDouble(this::ms).max().orElse(0);
    try (Race<T> race = new Race<>(batch, tasks, chosen, atOnce, slowest)) {
      return race.run();
    }
  }

  /** The fastest of those tried, or a simpler one that chance does not tell from it. */
  private Candidate winner(Candidate unchecked, List<Check> checks) {
    Check fastest = checks.stream().min(Comparator.comparingDouble(Check::medianMs)).orElseThrow();
    List<String> like =
        checks.stream()
            .filter(check -> !fastest.isFasterThan(check, Coefficients.TIE))
            .map(Check::strategy)
            .toList();
    return left.stream()
        .filter(candidate -> like.contains(candidate.id()))
        .min(Candidate.BY_SIMPLICITY)
        .orElse(unchecked);
  }

  /** One thread, and threads without a lock, are the JDK's. */
  private static boolean needsGil(Candidate candidate) {
    return candidate.kind() != Kind.UNLOCKED && candidate.kind() != Kind.ONE_THREAD;
  }

  private Advice advice(Optional<Candidate> best, List<Check> checks, Optional<String> unchecked) {
    List<Prediction> sorted =
        left.stream()
            .filter(predictions::containsKey)
            .sorted(Comparator.comparingDouble(this::ms).thenComparing(Candidate.BY_SIMPLICITY))
            .map(candidate -> Objects.requireNonNull(predictions.get(candidate)))
            .toList();
    List<String> changes = new ArrayList<>();
    if (facts.threadSafety() == ThreadSafety.UNKNOWN) {
      changes.add("if the code is thread-safe, say so: then you may not need gil");
    }
    if (profile != null && best.isPresent()) {
      Model model = new Model(profile, atOnce);
      changes.addAll(new Crossovers(model, left, best.get(), profile).find());
    }
    boolean needsGil = best.map(Judge::needsGil).orElse(true);
    Reasons reasons = new Reasons(facts, Optional.ofNullable(profile), sorted, checks, ruledOut);
    return new Advice(
        best.map(Candidate::id),
        reasons.sentence(best),
        needsGil,
        List.of(),
        Optional.ofNullable(profile),
        OptionalInt.of(atOnce),
        sorted,
        ruledOut,
        checks,
        unchecked,
        changes);
  }
}
