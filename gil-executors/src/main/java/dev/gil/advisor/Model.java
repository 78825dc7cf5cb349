package dev.gil.advisor;

import dev.gil.advisor.Prediction.Term;
import dev.gil.advisor.Profile.Piece;
import java.util.EnumMap;
import java.util.function.ToDoubleFunction;

/**
 * Predicts how long a batch takes by a strategy, from what its tasks do alone.
 *
 * <p>Whatever may be under way at once, three things bound it from below: the lock, which what is
 * done with it passes one at a time; the processors, which all that is computed shares; and the
 * places, through which whole tasks go. The largest bound is the time, the rest hides behind it.
 * What threads really took together, over what these bounds say of them, is the contention that the
 * pieces do not show: hidden locks, memory, hand-offs. Immutable.
 */
final class Model {
  private static final double MOST_CONTENTION = 10;

  private final Profile measured;
  private final int atOnce;
  private final double lockContention;
  private final double unlockedContention;

  Model(Profile measured, int atOnce) {
    this.measured = measured;
    this.atOnce = atOnce;
    Profile sample = measured.counting(measured.pieces().size());
    int threads = measured.together().threads();
    this.lockContention =
        threads < 2
            ? 1
            : factor(measured.together().elapsedMs(), sum(underOneLock(sample, threads, false)));
    this.unlockedContention =
        measured
            .unlocked()
            .map(load -> factor(load.elapsedMs(), sum(unlocked(sample, load.threads()))))
            .orElse(1.0);
  }

  private static double factor(double measured, double predicted) {
    return predicted <= 0 ? 1 : Math.clamp(measured / predicted, 1, MOST_CONTENTION);
  }

  Prediction predict(Candidate candidate) {
    return predict(candidate, measured);
  }

  /** For a variant of what was measured. */
  Prediction predict(Candidate candidate, Profile profile) {
    EnumMap<Term, Double> terms =
        switch (candidate.kind()) {
          case ONE_THREAD -> oneThread(profile);
          case LOOP -> loop(profile);
          case ONE_LOCK -> {
            int places = candidate.isThreadPerTask() ? profile.tasks() : atOnce;
            yield contended(
                underOneLock(profile, places, candidate.dropsLockWhereverItWaits()),
                lockContention);
          }
          case UNLOCKED -> contended(unlocked(profile, atOnce), unlockedContention);
          case WORKERS -> workers(profile);
        };
    boolean workers = candidate.kind() == Kind.WORKERS;
    add(
        terms,
        Term.DISPATCH,
        workers
            ? Coefficients.WORKER_FIRST_MS + profile.tasks() * Coefficients.WORKER_TASK_MS
            : profile.tasks() * Coefficients.LOCAL_TASK_MS);
    double sampling = sampling(profile);
    double error = Math.hypot(Coefficients.error(candidate.kind()), sampling);
    return Prediction.of(candidate.id(), terms, error, workers ? Coefficients.WORKER_START_MS : 0);
  }

  /**
   * How far chance may have led the measurement astray: repeated runs, and pieces not looked at.
   */
  private double sampling(Profile profile) {
    int pieces = profile.pieces().size();
    if (pieces >= profile.tasks() || pieces < 2) {
      return profile.spread();
    }
    double mean = profile.meanMs(Piece::wallMs);
    double square = profile.meanMs(p -> (p.wallMs() - mean) * (p.wallMs() - mean));
    return mean <= 0
        ? profile.spread()
        : Math.hypot(profile.spread(), Math.sqrt(square / pieces) / mean);
  }

  private static EnumMap<Term, Double> oneThread(Profile profile) {
    EnumMap<Term, Double> terms = new EnumMap<>(Term.class);
    add(terms, Term.SERIAL, total(profile, Piece::cpuMs));
    add(terms, Term.WAITING, total(profile, Piece::blockedMs));
    return terms;
  }

  /** All computing on one thread; all waits at once. */
  private static EnumMap<Term, Double> loop(Profile profile) {
    double serial = total(profile, Piece::cpuMs);
    double waiting = profile.meanMs(Piece::blockedMs);
    double longest = longest(profile, Piece::wallMs);
    EnumMap<Term, Double> terms = new EnumMap<>(Term.class);
    add(terms, Term.SERIAL, serial);
    add(terms, Term.WAITING, Math.max(unfilled(waiting, serial), longest - serial));
    return terms;
  }

  private EnumMap<Term, Double> underOneLock(Profile profile, int threads, boolean dropsAnywhere) {
    int places = Math.min(threads, profile.tasks());
    if (places < 2) {
      return oneThread(profile);
    }
    ToDoubleFunction<Piece> locked =
        p -> p.attachedCpuMs() + (dropsAnywhere ? 0 : p.attachedBlockedMs());
    double serial = total(profile, locked);
    double free = profile.meanMs(p -> p.wallMs() - locked.applyAsDouble(p));
    double computing = total(profile, Piece::cpuMs) / processors(places);
    double whole = makespan(profile, places, Piece::wallMs);
    EnumMap<Term, Double> terms = new EnumMap<>(Term.class);
    boolean oneAtATime = serial >= computing;
    double bound = oneAtATime ? serial : computing;
    add(terms, oneAtATime ? Term.SERIAL : Term.COMPUTING, bound);
    double waiting = oneAtATime ? free : profile.meanMs(Piece::blockedMs);
    add(terms, Term.WAITING, Math.max(unfilled(waiting, bound), whole - bound));
    return terms;
  }

  /**
   * What is left of a wait that begins after half of the work and is filled with the other half.
   */
  private static double unfilled(double waiting, double work) {
    return Math.max(0, waiting - work / 2);
  }

  private EnumMap<Term, Double> unlocked(Profile profile, int threads) {
    int places = Math.min(threads, profile.tasks());
    double computing = total(profile, Piece::cpuMs) / processors(places);
    double whole = makespan(profile, places, Piece::wallMs);
    EnumMap<Term, Double> terms = new EnumMap<>(Term.class);
    double waiting = profile.meanMs(Piece::blockedMs);
    add(terms, Term.COMPUTING, computing);
    add(terms, Term.WAITING, Math.max(unfilled(waiting, computing), whole - computing));
    return terms;
  }

  private EnumMap<Term, Double> workers(Profile profile) {
    int processes = Math.min(Candidate.processes(atOnce), profile.tasks());
    int places = Math.min(atOnce, profile.tasks());
    Profile.Travel travel = profile.travel();
    double writing =
        travel.writeMs() + travel.readMs() + travel.resultWriteMs() + travel.resultReadMs();
    double transfer = Coefficients.TRANSFER_MS_PER_BYTE * travel.bytes();
    Profile there = profile.computing(Coefficients.WORKER_SLOWNESS);
    ToDoubleFunction<Piece> locked = p -> p.attachedCpuMs() + p.attachedBlockedMs();
    boolean several = places > processes; // tasks under way in each
    double serial = makespan(there, processes, several ? locked : Piece::wallMs);
    double computing = total(there, Piece::cpuMs) / processors(processes);
    double whole = makespan(there, places, Piece::wallMs);
    double waiting = several ? there.meanMs(p -> p.wallMs() - locked.applyAsDouble(p)) : 0;
    double time =
        Math.max(
            Math.max(computing, whole),
            Math.max(serial, computing) + unfilled(waiting, Math.max(serial, computing)));
    boolean ahead = there.meanMs(Piece::wallMs) < Coefficients.SENT_AHEAD_MS;
    double each = profile.tasks() / processors(processes);
    EnumMap<Term, Double> terms = new EnumMap<>(Term.class);
    add(terms, Term.COMPUTING, computing);
    add(terms, Term.WAITING, time - computing);
    add(terms, Term.SERIALIZING, each * writing);
    add(terms, Term.TRANSFER, profile.tasks() * transfer);
    add(terms, Term.DISPATCH, ahead ? 0 : profile.tasks() * Coefficients.WORKER_TURN_MS);
    return terms;
  }

  private static EnumMap<Term, Double> contended(EnumMap<Term, Double> terms, double factor) {
    add(terms, Term.CONTENTION, (factor - 1) * sum(terms));
    return terms;
  }

  /** How many can compute at once, by what this machine gave. */
  private double processors(int places) {
    return Math.max(1, Math.min(places, measured.cores().effective()));
  }

  private static double total(Profile profile, ToDoubleFunction<Piece> figure) {
    return profile.tasks() * profile.meanMs(figure);
  }

  private static double longest(Profile profile, ToDoubleFunction<Piece> figure) {
    return profile.pieces().stream().mapToDouble(figure).max().orElse(0);
  }

  private static double makespan(Profile profile, int places, ToDoubleFunction<Piece> figure) {
    int pieces = profile.pieces().size();
    return Makespan.of(
        profile.tasks(),
        places,
        i -> figure.applyAsDouble(profile.pieces().get(at(i, pieces, profile.tasks()))));
  }

  /** Of more tasks than are dealt out one by one, the pieces in turn. */
  private static int at(int task, int pieces, int tasks) {
    return tasks <= Makespan.MOST ? (int) ((long) task * pieces / tasks) : task % pieces;
  }

  private static double sum(EnumMap<Term, Double> terms) {
    return terms.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  private static void add(EnumMap<Term, Double> terms, Term term, double ms) {
    terms.merge(term, Math.max(0, ms), Double::sum);
  }
}
