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

  private HandOver() {}

  /** The medians, in milliseconds. */
  static Map<String, Double> measure(GilExecutor pool, Scene scene, int times) throws Exception {
    Times taken = new Times();
    Times way = new Times();
    for (int trip = -WARM_UP; trip < times; trip++) {
      try (RefCountedSegment shared =
          RefCountedSegment.allocateShared(scene.bytes(), RefCountPolicy.ATOMIC)) {
        MemorySegment memory = shared.segment();
        byte mark = (byte) (trip + 60);
        memory.fill(mark);
        long start = System.nanoTime();
        long[] seen = pool.submit(gil -> ends(shared.segment())).get();
        long time = System.nanoTime() - start;
        if (seen[0] != 2 * mark) {
          throw new IllegalStateException("the task saw other bytes than were written");
        }
        if (trip >= 0) {
          taken.add(time);
          way.add(seen[1] - start);
        }
      }
    }
    return Map.of(
        scene.id(), taken.micros(0.5) / 1e3, "handover-64MiB-seen", way.micros(0.5) / 1e3);
  }

  /** Their sum, and when it was known, by a clock that all processes share. */
  private static long[] ends(MemorySegment memory) {
    int sum =
        memory.get(ValueLayout.JAVA_BYTE, 0)
            + memory.get(ValueLayout.JAVA_BYTE, memory.byteSize() - 1);
    return new long[] {sum, System.nanoTime()};
  }
}
