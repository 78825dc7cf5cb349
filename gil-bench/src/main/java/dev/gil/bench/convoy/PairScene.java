package dev.gil.bench.convoy;

import dev.gil.bench.fork.Figures;
import dev.gil.bench.report.Scores;
import dev.gil.bench.report.Unit;
import java.util.List;

/** Two threads that compute under one lock, against one alone. */
final class PairScene extends Scene {
  private static final String ALONE = "one-thread";

  private final String name;

  PairScene(String name, int intervalMicros) {
    super("pair", intervalMicros);
    this.name = name;
    declare(name, Unit.PER_SECOND);
  }

  @Override
  List<Discipline> disciplines() {
    return List.of(Discipline.GIL);
  }

  @Override
  void score(String subject, Figures figures, Scores scores) {
    if (subject.equals(Scores.GIL)) {
      add(scores, name, subject, figures.get(subject + ".turns"));
      add(scores, name, ALONE, figures.get(ALONE + ".turns"));
    }
  }
}
