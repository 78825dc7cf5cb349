package dev.gil.bench.convoy;

import dev.gil.bench.fork.Figures;
import dev.gil.bench.report.Scores;
import dev.gil.bench.report.Unit;
import java.util.List;

/** Sixty-four hogs for fifty rounds at a millisecond. */
final class SharesScene extends Scene {
  private static final String WORST = "hogs64-worst-share";
  private static final String TURNS = "hogs64-turns";

  SharesScene() {
    super("shares", 64);
    declare(WORST, Unit.DEVIATION);
    declare(TURNS, Unit.PER_SECOND);
  }

  @Override
  List<Discipline> disciplines() {
    return List.of(Discipline.GIL, Discipline.REENTRANT, Discipline.FAIR);
  }

  @Override
  void score(String subject, Figures figures, Scores scores) {
    if (figures.has(subject + ".deviation")) {
      add(scores, WORST, subject, figures.get(subject + ".deviation"));
      add(scores, TURNS, subject, figures.get(subject + ".turns"));
    }
  }
}
