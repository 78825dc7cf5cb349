package dev.gil.bench.convoy;

import dev.gil.bench.fork.Figures;
import dev.gil.bench.report.Scores;
import dev.gil.bench.report.Unit;
import java.util.List;

/** How often two threads that compute change places at a short interval. */
final class HandOffScene extends Scene {
  private final String name;

  HandOffScene(int intervalMicros) {
    super("handoffs", intervalMicros);
    name = "handoffs-per-s-" + intervalMicros + "us";
    declare(name, Unit.PER_SECOND);
  }

  @Override
  List<Discipline> disciplines() {
    return List.of(Discipline.GIL, Discipline.FAIR);
  }

  @Override
  boolean hasPython() {
    return true;
  }

  @Override
  void score(String subject, Figures figures, Scores scores) {
    if (figures.has(subject + ".handoffs")) {
      add(scores, name, subject, figures.get(subject + ".handoffs"));
    }
  }
}
