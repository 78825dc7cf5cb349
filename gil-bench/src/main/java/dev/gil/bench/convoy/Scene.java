package dev.gil.bench.convoy;

import dev.gil.bench.fork.Figures;
import dev.gil.bench.report.Scores;
import dev.gil.bench.report.Unit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a fork plays, and how its figures become those of cases. */
abstract class Scene {
  private static final List<String> SUBJECTS =
      List.of(
          Scores.GIL,
          Discipline.REENTRANT.id(),
          Discipline.FAIR.id(),
          PythonPeer.CPYTHON,
          PythonPeer.GRAALPY);

  private final String kind;
  private final int number;
  private final Map<String, Unit> units = new LinkedHashMap<>();

  /**
   * A scene.
   *
   * @param kind of the fork's program
   * @param number that it is told
   */
  Scene(String kind, int number) {
    this.kind = kind;
    this.number = number;
  }

  /** For progress. */
  String name() {
    return kind + '-' + number;
  }

  final String kind() {
    return kind;
  }

  final int number() {
    return number;
  }

  final List<String> cases() {
    return units.keySet().stream().toList();
  }

  /** Whether the Python script plays it too. */
  boolean hasPython() {
    return false;
  }

  /** All under which it makes sense. */
  abstract List<Discipline> disciplines();

  /** Takes over what one process told about one subject. */
  abstract void score(String subject, Figures figures, Scores scores);

  final void score(Figures figures, Scores scores) {
    for (String subject : SUBJECTS) {
      score(subject, figures, scores);
    }
  }

  final void absent(String peer, String reason, Scores scores) {
    units.forEach((name, unit) -> scores.absent(ConvoyBench.NAME, name, unit, peer, reason));
  }

  /** Declares a case; the order is that of the report. */
  final void declare(String name, Unit unit) {
    units.put(name, unit);
  }

  final void add(Scores scores, String name, String subject, double figure) {
    Unit unit = units.get(name);
    if (unit == null) {
      throw new IllegalArgumentException("no case " + name + " in " + units.keySet());
    }
    scores.add(ConvoyBench.NAME, name, unit, subject, figure);
  }
}
