package dev.gil.advisor;

import dev.gil.advisor.Profile.Piece;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleFunction;

/**
 * What would have to be different of a task for another strategy to win: looked for in the model,
 * by factors of two, then by halves.
 */
final class Crossovers {
  private static final double STEP = 2;
  private static final int STEPS = 14;
  private static final int HALVINGS = 12;

  private final Model model;
  private final List<Candidate> candidates;
  private final Candidate best;
  private final Profile profile;

  /**
   * Of an advice.
   *
   * @param candidates that are not ruled out
   */
  Crossovers(Model model, List<Candidate> candidates, Candidate best, Profile profile) {
    this.model = model;
    this.candidates = candidates;
    this.best = best;
    this.profile = profile;
  }

  private record Flip(double factor, Candidate to) {}

  /** A sentence each. */
  List<String> find() {
    List<String> found = new ArrayList<>();
    double taskMs = profile.meanMs(Piece::cpuMs);
    if (taskMs > 0) {
      flip(profile::computing, STEP)
          .ifPresent(
              flip ->
                  found.add(
                      sentence("above", Words.millis(flip.factor * taskMs), "of computing", flip)));
      flip(profile::computing, 1 / STEP)
          .ifPresent(
              flip ->
                  found.add(
                      sentence("below", Words.millis(flip.factor * taskMs), "of computing", flip)));
    }
    long bytes = profile.travel().bytes();
    if (profile.travel().refused().isEmpty()
        && candidates.stream().anyMatch(c -> c.kind() == Kind.WORKERS)) {
      flip(profile::carrying, STEP)
          .ifPresent(
              flip -> found.add(sentence("above", Words.bytes(flip.factor * bytes), "", flip)));
      flip(profile::carrying, 1 / STEP)
          .ifPresent(
              flip -> found.add(sentence("below", Words.bytes(flip.factor * bytes), "", flip)));
    }
    return found;
  }

  private String sentence(String side, String figure, String of, Flip flip) {
    return String.format(
        Locale.ROOT,
        "%s %s%s a task, %s loses to %s",
        side,
        figure,
        of.isEmpty() ? "" : " " + of,
        best.id(),
        flip.to.id());
  }

  private Optional<Flip> flip(DoubleFunction<Profile> variant, double step) {
    double same = 1;
    for (int i = 0; i < STEPS; i++) {
      double next = same * step;
      Optional<Candidate> winner = winner(variant.apply(next));
      if (winner.isPresent()) {
        return Optional.of(narrow(variant, same, next, winner.get()));
      }
      same = next;
    }
    return Optional.empty();
  }

  private Flip narrow(DoubleFunction<Profile> variant, double same, double other, Candidate to) {
    double near = same;
    Flip flip = new Flip(other, to);
    for (int i = 0; i < HALVINGS; i++) {
      double middle = Math.sqrt(near * flip.factor);
      Optional<Candidate> winner = winner(variant.apply(middle));
      if (winner.isPresent()) {
        flip = new Flip(middle, winner.get());
      } else {
        near = middle;
      }
    }
    return flip;
  }

  /** Who beats the best by more than chance; empty if nobody. */
  private Optional<Candidate> winner(Profile variant) {
    double toBeat = (1 - Coefficients.TIE) * model.predict(best, variant).ms();
    return candidates.stream()
        .filter(candidate -> candidate != best)
        .filter(candidate -> model.predict(candidate, variant).ms() < toBeat)
        .min(
            Comparator.comparingDouble(
                (Candidate candidate) -> model.predict(candidate, variant).ms()))
        .map(fastest -> simplestLike(fastest, variant));
  }

  private Candidate simplestLike(Candidate fastest, Profile variant) {
    double limit = model.predict(fastest, variant).ms() * (1 + Coefficients.TIE);
    return candidates.stream()
        .filter(candidate -> candidate != best)
        .filter(candidate -> model.predict(candidate, variant).ms() <= limit)
        .min(Candidate.BY_SIMPLICITY)
        .orElse(fastest);
  }
}
