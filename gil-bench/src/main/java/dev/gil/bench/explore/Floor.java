package dev.gil.bench.explore;

import java.lang.reflect.Constructor;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

/**
 * Virtual threads that only start, yield and end, on the current thread as their one carrier and
 * without an explorer: no execution of as many threads and turns can be quicker.
 */
final class Floor {
  private static final int THREADS = 3; // main and the two that it starts

  private final Queue<Runnable> submitted = new ArrayDeque<>();
  private final Thread.Builder.OfVirtual builder;
  private final double turns;
  private double due;

  /**
   * Prepares threads that are as busy as an explorer's.
   *
   * @param turns how often one of an execution's threads is mounted, on average
   */
  Floor(double turns) throws ReflectiveOperationException {
    Constructor<?> constructor =
        Class.forName("java.lang.ThreadBuilders$VirtualThreadBuilder")
            .getDeclaredConstructor(Executor.class);
    constructor.setAccessible(true);
    Executor scheduler = submitted::add;
    this.builder = (Thread.Builder.OfVirtual) constructor.newInstance(scheduler);
    this.turns = turns;
  }

  /** How many executions a second there would be. */
  double rate(int executions) {
    long begin = System.nanoTime();
    for (int i = 0; i < executions; i++) {
      execution();
    }
    return executions * 1e9 / (System.nanoTime() - begin);
  }

  private void execution() {
    due += turns - THREADS;
    int yields = Math.max(0, (int) due);
    due -= yields;
    for (int i = 0; i < THREADS; i++) {
      int mine = (yields + i) / THREADS;
      builder.start(() -> giveWay(mine));
    }
    for (Runnable next = submitted.poll(); next != null; next = submitted.poll()) {
      next.run();
    }
  }

  @SuppressWarnings("ThreadPriorityCheck") // their scheduler is the queue above
  private static void giveWay(int times) {
    for (int i = 0; i < times; i++) {
      Thread.yield();
    }
  }
}
