package dev.gil.bench.convoy;

import dev.gil.bench.fork.Figures;
import dev.gil.bench.report.Scores;
import dev.gil.bench.report.Unit;
import java.util.List;

/** A sleeper or an echo client beside hogs. */
final class VisitorScene extends Scene {
  private static final String BARE = Discipline.BARE.id();

  private final boolean echo;
  private final String prefix;

  VisitorScene(String kind, int hogs) {
    super(kind, hogs);
    echo = kind.equals("echo");
    prefix = kind + '-' + hogs + '-';
    if (echo) {
      declare(prefix + "trips", Unit.PER_SECOND);
    } else {
      declare(prefix + "added-p50-us", Unit.MICROS);
      declare(prefix + "added-p99-us", Unit.MICROS);
      declare(prefix + "p50-us", Unit.MICROS);
    }
    declare(prefix + "p99-us", Unit.MICROS);
    declare(prefix + "hog-share", Unit.SHARE);
    declare(prefix + "hog-share-literal", Unit.SHARE);
  }

  @Override
  List<Discipline> disciplines() {
    return List.of(Discipline.values());
  }

  @Override
  boolean hasPython() {
    return true;
  }

  @Override
  void score(String subject, Figures figures, Scores scores) {
    if (!figures.has(subject + ".p50")) {
      return;
    }
    String own = subject + '-' + BARE;
    String base = figures.has(own + ".p50") ? own : BARE;
    double p50 = figures.get(subject + ".p50");
    double p99 = figures.get(subject + ".p99");
    double turns = figures.get(subject + ".turns");
    double baseTurns = figures.get(base + ".turns");
    if (echo) {
      add(scores, prefix + "trips", subject, figures.get(subject + ".visits"));
    } else {
      add(scores, prefix + "added-p50-us", subject, p50 - figures.get(base + ".p50"));
      add(scores, prefix + "added-p99-us", subject, p99 - figures.get(base + ".p99"));
      add(scores, prefix + "p50-us", subject, p50);
    }
    add(scores, prefix + "p99-us", subject, p99);
    // A lock admits one at a time: what one core's worth of lockless hogs does is all it could.
    int wide = Math.min(number(), Runtime.getRuntime().availableProcessors());
    add(scores, prefix + "hog-share", subject, turns / (baseTurns / wide));
    add(scores, prefix + "hog-share-literal", subject, turns / baseTurns);
    if (subject.equals(Scores.GIL)) {
      if (echo) {
        add(scores, prefix + "trips", BARE, figures.get(BARE + ".visits"));
      } else {
        add(scores, prefix + "p50-us", BARE, figures.get(BARE + ".p50"));
      }
      add(scores, prefix + "p99-us", BARE, figures.get(BARE + ".p99"));
      scores.note(
          "hog-share: turns of the hogs under the lock, by those of as many lockless hogs beside"
              + " the same thread on one core's worth; hog-share-literal: by all of theirs");
      scores.note("ReentrantLock hogs give the lock up and take it again every 1,000 turns");
    }
  }
}
