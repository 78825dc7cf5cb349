package dev.gil.bench.pool;

import dev.gil.bench.convoy.Times;
import dev.gil.refcount.RefCountPolicy;
import dev.gil.refcount.RefCountedSegment;
import dev.gil.spi.GilExecutor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Map;

/**
 * Bytes that the sender has written and a task sees where they are: from submit until a task has
 * read the first and the last of them, and until its result. A new segment each time, written
 * outside the clock.
 */
final class HandOver {
  private static final int WARM_UP = 5;

  /** For the compilers of both JVMs. */
  private static final int SMALL_ONES = 3_000;

  private static final int SMALL = 64 * 1024;

  private HandOver() {}

  /** When a task was submitted, had seen the bytes, and had its result heard of, in nanoseconds. */
  private record Trip(long submitted, long seen, long heard) {}

  /** The medians, in milliseconds. */
  static Map<String, Double> measure(GilExecutor pool, Scene scene, int times) throws Exception {
    for (int trip = 0; trip < SMALL_ONES; trip++) {
      var _ = trip(pool, SMALL, trip);
    }
    Times taken = new Times();
    Times way = new Times();
    for (int number = -WARM_UP; number < times; number++) {
      Trip trip = trip(pool, scene.bytes(), number);
      if (number >= 0) {
        taken.add(trip.heard - trip.submitted);
        way.add(trip.seen - trip.submitted);
      }
    }
    return Map.of(
        scene.id(), taken.micros(0.5) / 1e3, "handover-64MiB-seen", way.micros(0.5) / 1e3);
  }

  private static Trip trip(GilExecutor pool, int bytes, int number) throws Exception {
    try (RefCountedSegment shared =
        RefCountedSegment.allocateShared(bytes, RefCountPolicy.ATOMIC)) {
      byte mark = (byte) (number % 100);
      shared.segment().fill(mark);
      long start = System.nanoTime();
      long[] seen = pool.submit(gil -> ends(shared.segment())).get();
      long end = System.nanoTime();
      if (seen[0] != 2 * mark) {
        throw new IllegalStateException("the task saw other bytes than were written");
      }
      return new Trip(start, seen[1], end);
    }
  }

  /** Their sum, and when it was known, by a clock that all processes share. */
  private static long[] ends(MemorySegment memory) {
    int sum =
        memory.get(ValueLayout.JAVA_BYTE, 0)
            + memory.get(ValueLayout.JAVA_BYTE, memory.byteSize() - 1);
    return new long[] {sum, System.nanoTime()};
  }
}
