package dev.gil.testkit.explore.weave;

/** What a lock, a volatile field or another meeting place has been shown by those who left it. */
final class SyncClock {
  long[] times = new long[4];
  int threads;
  long execution;
}
