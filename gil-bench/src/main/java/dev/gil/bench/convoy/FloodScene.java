package dev.gil.bench.convoy;

import dev.gil.bench.fork.Figures;
import dev.gil.bench.report.Scores;
import dev.gil.bench.report.Unit;
import java.util.List;

/** Sixty-four I/O threads against two hogs. */
final class FloodScene extends Scene {
  private static final String SHARE = "io64-hog2-hog-share";
  private static final String BY_TURNS = "io64-hog2-hog-share-by-turns";

  FloodScene() {
    super("flood", 64);
    declare(SHARE, Unit.SHARE);
    declare(BY_TURNS, Unit.SHARE);
  }

  @Override
  List<Discipline> disciplines() {
    return List.of(Discipline.GIL, Discipline.REENTRANT, Discipline.FAIR);
  }

  @Override
  void score(String subject, Figures figures, Scores scores) {
    if (figures.has(subject + ".clock")) {
      add(scores, SHARE, subject, figures.get(subject + ".clock"));
      add(scores, BY_TURNS, subject, figures.get(subject + ".count"));
    }
  }
}
