package dev.gil.testkit;

import dev.gil.trace.Trace;
import java.util.ArrayList;
import java.util.List;

/** Who had a lock, turn by turn, without immediate repetitions. */
final class Holders {
  private Holders() {}

  static List<String> of(List<Trace.Turn> turns) {
    List<String> holders = new ArrayList<>();
    for (Trace.Turn turn : turns) {
      if (holders.isEmpty() || !holders.getLast().equals(turn.thread())) {
        holders.add(turn.thread());
      }
    }
    return holders;
  }
}
