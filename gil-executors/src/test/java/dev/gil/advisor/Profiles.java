package dev.gil.advisor;

import dev.gil.advisor.Profile.Piece;
import dev.gil.advisor.Profile.Travel;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Profiles made up for tests of what is concluded from them. */
final class Profiles {
  static final Cores FREE = new Cores(2, 2);
  static final Travel LIGHT = new Travel(Optional.empty(), 100, 0.01, 0.01, 8, 0.01, 0.01);

  private Profiles() {}

  static Piece computing(double ms) {
    return new Piece(ms, ms, 0, 0);
  }

  static Piece waiting(double cpuMs, double waitMs) {
    return new Piece(cpuMs + waitMs, cpuMs, waitMs, 0);
  }

  static Piece waitingWithTheLock(double cpuMs, double waitMs) {
    return new Piece(cpuMs + waitMs, cpuMs, 0, 0);
  }

  static Piece inKernels(double cpuMs, double kernelMs) {
    return new Piece(cpuMs + kernelMs, cpuMs + kernelMs, kernelMs, kernelMs);
  }

  static Profile of(int tasks, Piece piece, Travel travel) {
    return of(Collections.nCopies(tasks, piece), travel, Optional.empty());
  }

  /** Without contention: together they took what the model says of them. */
  static Profile of(List<Piece> pieces, Travel travel, Optional<Load> unlocked) {
    Load alone = load(1, pieces, 0);
    return new Profile(
        "made up",
        pieces.size(),
        FREE,
        pieces,
        alone,
        load(2, pieces, 0),
        unlocked,
        travel,
        0.01,
        1);
  }

  static Load load(int threads, List<Piece> pieces, double elapsedMs) {
    double cpu = pieces.stream().mapToDouble(Piece::cpuMs).average().orElseThrow();
    double wall = pieces.stream().mapToDouble(Piece::wallMs).average().orElseThrow();
    return new Load(threads, pieces.size(), elapsedMs, cpu, 0, Double.NaN, 0, 0, wall - cpu, 0, 0);
  }
}
