package dev.gil.bench.report;

import dev.gil.workloads.measure.Sample;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Collects figures, one a case, subject and fork, and makes rows of them. For one thread. */
public final class Scores {
  /** The subject of every row. */
  public static final String GIL = "gil";

  /** The peer of a row that has none. */
  public static final String NOBODY = "none";

  private final Predicate<String> wanted;
  private final Map<String, Case> cases = new LinkedHashMap<>();
  private final Map<String, String> absent = new LinkedHashMap<>();
  private final Set<String> notes = new LinkedHashSet<>();

  /** The figures of a case, by subject. */
  private record Case(String bench, String name, Unit unit, Map<String, List<Double>> figures) {}

  /**
   * Without figures.
   *
   * @param wanted which cases become rows
   */
  public Scores(Predicate<String> wanted) {
    this.wanted = wanted;
  }

  /** Takes in one fork's figure of gil or of a peer. */
  public void add(String bench, String name, Unit unit, String subject, double figure) {
    of(bench, name, unit).figures.computeIfAbsent(subject, _ -> new ArrayList<>()).add(figure);
  }

  /** Says that a peer belongs beside gil in this case, and is not here. */
  public void absent(String bench, String name, Unit unit, String peer, String reason) {
    if (wanted.test(name)) {
      of(bench, name, unit).figures.computeIfAbsent(peer, _ -> new ArrayList<>());
      absent.putIfAbsent(peer, reason);
    }
  }

  /** Says something about how the figures came about; said twice, it is shown once. */
  public void note(String text) {
    notes.add(text);
  }

  /**
   * Keeps, as a case of its own, the figures of that one among some in which gil does worst beside
   * a peer.
   *
   * @param among cases that have figures of both, or are passed over
   */
  public void worst(String bench, String name, String peer, List<String> among) {
    if (!wanted.test(name)) {
      return;
    }
    @Nullable Case worst = null;
    double least = Double.POSITIVE_INFINITY;
    for (String each : among) {
      @Nullable Case kase = cases.get(bench + ' ' + each);
      if (kase != null) {
        double advantage =
            kase.unit.advantage(
                sample(kase.figures.get(GIL)).median(), sample(kase.figures.get(peer)).median());
        if (advantage < least) {
          least = advantage;
          worst = kase;
        }
      }
    }
    if (worst != null) {
      of(bench, name, worst.unit).figures.putAll(worst.figures);
      note(name + ": the worst, " + worst.name);
    }
  }

  private Case of(String bench, String name, Unit unit) {
    return cases.computeIfAbsent(
        bench + ' ' + name, _ -> new Case(bench, name, unit, new LinkedHashMap<>()));
  }

  /** One a case and peer, in the order in which they were first heard of. */
  public List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    for (Case kase : cases.values()) {
      if (!wanted.test(kase.name)) {
        continue;
      }
      Sample mine = sample(kase.figures.get(GIL));
      Set<String> peers = new LinkedHashSet<>(kase.figures.keySet());
      peers.remove(GIL);
      if (peers.isEmpty()) {
        peers.add(NOBODY);
      }
      for (String peer : peers) {
        double value = mine.median();
        double theirs = sample(kase.figures.get(peer)).median();
        rows.add(
            new Row(
                kase.bench,
                kase.name,
                GIL,
                peer,
                kase.unit,
                value,
                theirs,
                Double.isNaN(value) || Double.isNaN(theirs)
                    ? Double.NaN
                    : kase.unit.advantage(value, theirs),
                Double.isNaN(value) ? Double.NaN : Math.abs(mine.spread())));
      }
    }
    return rows;
  }

  private static Sample sample(@Nullable List<Double> figures) {
    return Sample.of(
        Objects.requireNonNullElse(figures, List.<Double>of()).stream()
            .mapToDouble(Double::doubleValue)
            .toArray());
  }

  /** Why peers are not here, by their names. */
  public Map<String, String> absent() {
    return absent;
  }

  /** What there is to say about the figures. */
  public Set<String> notes() {
    return notes;
  }
}
