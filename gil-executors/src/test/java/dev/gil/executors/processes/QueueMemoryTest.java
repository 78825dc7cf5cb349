package dev.gil.executors.processes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.PoolSaturatedException;
import dev.gil.spi.GilExecutor;
import dev.gil.spi.TaskFuture;
import java.lang.management.ManagementFactory;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

/**
 * What has ended leaves nothing in the parent's heap, and a full queue holds up nobody for ever.
 * Long: {@code -Dgil.memory.tasks=1000000}; prints the figures.
 */
class QueueMemoryTest extends PoolTest {
  private static final int SHORT = 20_000;
  private static final int TASKS = Integer.getInteger("gil.memory.tasks", SHORT);
  private static final int QUEUE = 1_000;
  private static final long MARGIN_BYTES = 4_000_000; // 40 bytes of each of 100,000 would show

  private final Semaphore ended = new Semaphore(0);
  private final LongAdder sum = new LongAdder();
  private long taken;

  @Test
  void theHeapIsNoFullerAtTheEndThanAfterTheFirstTenth() throws Exception {
    GilExecutor pool = open(TWO.queue(QUEUE));
    submit(pool, 0, TASKS / 10);
    long early = usedHeap();
    submit(pool, TASKS / 10, TASKS);
    long late = usedHeap();
    assertThat(sum.sum()).isEqualTo((long) TASKS * (TASKS - 1) / 2);
    assertThat(pool.snapshot().completed()).isEqualTo(TASKS);
    assertThat(late - early).as("growth of the heap in bytes").isLessThan(MARGIN_BYTES);
    if (TASKS > SHORT) {
      REAL_OUT.println(
          TASKS
              + " submissions, queue "
              + QUEUE
              + ": heap after a tenth "
              + early
              + " bytes, at the end "
              + late
              + ", refused meanwhile "
              + pool.snapshot().rejected());
    }
  }

  /** As fast as they are taken; whoever is refused waits for somebody's end. */
  private void submit(GilExecutor pool, int from, int to) throws InterruptedException {
    int submitted = from;
    while (submitted < to) {
      long id = submitted;
      try {
        TaskFuture<Long> future = pool.submit(gil -> id);
        var _ =
            future.whenComplete(
                (value, failure) -> {
                  sum.add(failure == null ? value : Long.MIN_VALUE);
                  ended.release();
                });
        submitted++;
      } catch (PoolSaturatedException e) {
        awaitEnds(1);
      }
    }
    awaitEnds(to - (int) taken);
  }

  private void awaitEnds(int more) throws InterruptedException {
    assertThat(ended.tryAcquire(more, LIMIT_SECONDS, TimeUnit.SECONDS)).as("no deadlock").isTrue();
    taken += more;
  }

  private static long usedHeap() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
