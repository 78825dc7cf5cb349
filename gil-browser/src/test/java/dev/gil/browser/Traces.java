package dev.gil.browser;

import dev.gil.trace.CoreSource;
import dev.gil.trace.Incident;
import dev.gil.trace.Trace;
import dev.gil.trace.Trace.Lane;
import dev.gil.trace.Trace.Span;
import dev.gil.trace.Trace.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Traces made up for the page. */
final class Traces {
  static final long MS = 1_000_000;

  /** A text that would be an element, a script's end, or a line of its own, if it were not text. */
  static final String HOSTILE = "</script><img src=x onerror=alert(1)>\"'&\u202e\u0000";

  private static final List<State> STATES = List.of(State.values());

  private Traces() {}

  static Span span(State state, long fromMs, long toMs, int core) {
    return new Span(state, "demo", fromMs * MS, toMs * MS, core);
  }

  static Trace of(List<Lane> lanes, long toMs) {
    return new Trace(
        lanes, List.of(), 0, toMs * MS, 0, new CoreSource(true, "a test", List.of(0, 1)));
  }

  /**
   * A: holds 0-40, kernel 40-60, holds 60-80. B: waits 10-40, holds 40-60, blocked 60-90. A worker:
   * holds 20-70.
   */
  static Trace turns() {
    return of(
        List.of(
            new Lane(
                "A",
                1,
                List.of(
                    span(State.HOLD, 0, 40, 0),
                    span(State.KERNEL, 40, 60, 1),
                    span(State.HOLD, 60, 80, 0))),
            new Lane(
                "B",
                2,
                List.of(
                    span(State.WAIT, 10, 40, -1),
                    span(State.HOLD, 40, 60, 0),
                    span(State.BLOCKED, 60, 90, -1))),
            new Lane("main", 1, "worker 1 (pid 4711)", List.of(span(State.HOLD, 20, 70, 1)))),
        100);
  }

  static Trace with(Trace trace, List<Incident> incidents) {
    return new Trace(
        trace.lanes(), incidents, trace.from(), trace.to(), trace.dropped(), trace.cores());
  }

  static Trace hostile() {
    Lane lane =
        new Lane(HOSTILE, 1, HOSTILE, List.of(new Span(State.HOLD, HOSTILE, 0, 90 * MS, 0)));
    Incident incident =
        new Incident(Incident.Kind.STARVED, HOSTILE, HOSTILE, 10 * MS, 70 * MS, HOSTILE);
    return with(of(List.of(lane), 100), List.of(incident));
  }

  /** Every state, several locks and processes, spans inside others; times far from zero. */
  static Trace random(long seed) {
    Random random = new Random(seed);
    List<Lane> lanes = new ArrayList<>();
    long start = random.nextLong(-(1L << 52), 1L << 52);
    long end = start;
    for (int l = 0; l < 5; l++) {
      List<Span> spans = new ArrayList<>();
      long at = start + random.nextInt(1_000);
      for (int i = 0; i < 400; i++) {
        at += random.nextInt(4) == 0 ? random.nextLong(1L << random.nextInt(1, 33)) : 0;
        long to = at + random.nextLong(1L << random.nextInt(1, 36));
        State state = STATES.get(random.nextInt(STATES.size()));
        spans.add(new Span(state, "lock " + random.nextInt(3), at, to, random.nextInt(0, 4)));
        if (random.nextInt(5) > 0) {
          at = to;
        }
        end = Math.max(end, to);
      }
      lanes.add(new Lane("thread " + l, l, l % 2 == 0 ? "" : "worker " + l, spans));
    }
    return new Trace(
        lanes, List.of(), start, end, 0, new CoreSource(true, "a test", List.of(0, 1, 2, 3)));
  }

  /** So many spans of threads that hand one lock round. */
  static Trace handOffs(int spans, int threads) {
    Random random = new Random(7);
    List<List<Span>> lanes = new ArrayList<>();
    long[] free = new long[threads]; // since when each has no span
    for (int t = 0; t < threads; t++) {
      lanes.add(new ArrayList<>());
    }
    long at = 0;
    for (int made = 0; made < spans; made += 2) {
      int t = random.nextInt(threads);
      long until =
          at + 100 + (long) (random.nextGaussian() * random.nextGaussian() * 20_000) % 90_000;
      until = Math.max(at + 10, until);
      State before = random.nextInt(5) == 0 ? State.BLOCKED : State.WAIT;
      lanes.get(t).add(new Span(before, "demo", free[t], at, -1));
      lanes.get(t).add(new Span(State.HOLD, "demo", at, until, t % 2));
      free[t] = until;
      at = until + random.nextInt(50);
    }
    List<Lane> all = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      all.add(new Lane("Thread " + (t + 1), t, lanes.get(t)));
    }
    return new Trace(
        all, List.of(), 0, at + 100_000, 0, new CoreSource(true, "a test", List.of(0, 1)));
  }
}
