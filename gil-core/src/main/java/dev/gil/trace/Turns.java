package dev.gil.trace;

import dev.gil.trace.LockLane.Gap;
import dev.gil.trace.Trace.Lane;
import dev.gil.trace.Trace.Span;
import dev.gil.trace.Trace.State;
import dev.gil.trace.Trace.Turn;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Turns a trace of threads round: what each lock, and each core, saw of them. */
final class Turns {
  private record Key(String process, String lock) {}

  private static final Comparator<Key> BY_PROCESS_AND_LOCK =
      Comparator.comparing(Key::process).thenComparing(Key::lock);

  private Turns() {}

  static List<LockLane> locks(Trace trace) {
    Map<Key, List<Turn>> turns = new TreeMap<>(BY_PROCESS_AND_LOCK);
    for (Lane lane : trace.lanes()) {
      for (Span span : lane.spans()) {
        List<Turn> all =
            turns.computeIfAbsent(new Key(lane.process(), span.lock()), _ -> new ArrayList<>());
        if (span.state() == State.HOLD) {
          all.add(turn(lane, span, span.from()));
        }
      }
    }
    List<LockLane> lanes = new ArrayList<>();
    turns.forEach(
        (key, all) -> {
          all.sort(Comparator.comparingLong(Turn::from).thenComparingLong(Turn::to));
          lanes.add(new LockLane(key.process, key.lock, all, trace.from(), trace.to()));
        });
    return lanes;
  }

  static List<CoreLane> cores(Trace trace) {
    Map<Integer, List<Turn>> turns = new TreeMap<>();
    trace.cores().cores().forEach(core -> turns.put(core, new ArrayList<>()));
    for (Lane lane : trace.lanes()) {
      for (Span span : lane.spans()) {
        if (span.state() == State.HOLD || span.state() == State.KERNEL) {
          if (span.core() == Trace.UNKNOWN_CORE) {
            return List.of(); // no core can be said to have been idle
          }
          turns
              .computeIfAbsent(span.core(), _ -> new ArrayList<>())
              .add(turn(lane, span, span.from()));
        }
      }
    }
    List<CoreLane> lanes = new ArrayList<>();
    turns.forEach(
        (core, all) -> lanes.add(new CoreLane(core, apart(all), trace.from(), trace.to())));
    return lanes;
  }

  private static Turn turn(Lane lane, Span span, long from) {
    return new Turn(span.state(), lane.process(), lane.thread(), lane.threadId(), from, span.to());
  }

  /** One after the other: at the end of the earlier one, the other was elsewhere. */
  private static List<Turn> apart(List<Turn> turns) {
    turns.sort(Comparator.comparingLong(Turn::to).thenComparingLong(Turn::from));
    List<Turn> apart = new ArrayList<>();
    long reached = Long.MIN_VALUE;
    for (Turn turn : turns) {
      apart.add(
          reached <= turn.from()
              ? turn
              : new Turn(
                  turn.state(),
                  turn.process(),
                  turn.thread(),
                  turn.threadId(),
                  reached,
                  turn.to()));
      reached = turn.to();
    }
    return apart;
  }

  /** Of turns in the order of their beginnings. */
  static long covered(List<Turn> turns) {
    long covered = 0;
    long reached = turns.isEmpty() ? 0 : turns.getFirst().from();
    for (Turn turn : turns) {
      covered += Math.max(0, turn.to() - Math.max(reached, turn.from()));
      reached = Math.max(reached, turn.to());
    }
    return covered;
  }

  /** Of turns in the order of their beginnings. */
  static long overlap(List<Turn> turns) {
    long overlap = 0;
    long reached = turns.isEmpty() ? 0 : turns.getFirst().from();
    for (Turn turn : turns) {
      overlap += Math.max(0, Math.min(reached, turn.to()) - turn.from());
      reached = Math.max(reached, turn.to());
    }
    return overlap;
  }

  /** Of turns in the order of their beginnings. */
  static List<Gap> gaps(List<Turn> turns, long from, long to) {
    List<Gap> gaps = new ArrayList<>();
    long reached = from;
    for (Turn turn : turns) {
      if (turn.from() > reached) {
        gaps.add(new Gap(reached, turn.from()));
      }
      reached = Math.max(reached, turn.to());
    }
    if (to > reached) {
      gaps.add(new Gap(reached, to));
    }
    return gaps;
  }
}
