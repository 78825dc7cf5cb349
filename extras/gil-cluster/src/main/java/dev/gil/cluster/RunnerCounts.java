package dev.gil.cluster;

import java.util.concurrent.atomic.LongAdder;

/** What the runners of one strategy count beside the executors' own counters. Thread-safe. */
final class RunnerCounts {
  private final LongAdder sent = new LongAdder();
  private final LongAdder lost = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final LongAdder duplicates = new LongAdder();

  void addSent() {
    sent.increment();
  }

  void addLost() {
    lost.increment();
  }

  void addRefused() {
    refused.increment();
  }

  void addDuplicate() {
    duplicates.increment();
  }

  /** Tasks sent to members, each attempt. */
  long sent() {
    return sent.sum();
  }

  /** Of these, those whose member was lost. */
  long lost() {
    return lost.sum();
  }

  /** Of these, those a member did not begin, since it was leaving. */
  long refused() {
    return refused.sum();
  }

  /** Answers that came after their task had another end, and were discarded. */
  long duplicates() {
    return duplicates.sum();
  }
}
