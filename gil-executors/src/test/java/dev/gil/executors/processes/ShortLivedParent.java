package dev.gil.executors.processes;

import dev.gil.refcount.RefCountPolicy;
import dev.gil.refcount.RefCountedSegment;
import dev.gil.spi.GilExecutor;
import dev.gil.spi.Strategies;
import dev.gil.spi.StrategySettings;
import dev.gil.spi.TaskOptions;
import java.util.concurrent.SynchronousQueue;

/**
 * A parent to be killed: has one busy and one idle worker, which has mapped memory of its, prints
 * their pids, and waits for its end.
 */
final class ShortLivedParent {
  private ShortLivedParent() {}

  public static void main(String[] args) throws Exception {
    GilExecutor pool =
        Strategies.open(new ProcessesStrategy(), StrategySettings.DEFAULTS.workers(2));
    SynchronousQueue<Long> busy = new SynchronousQueue<>();
    TaskOptions heard =
        TaskOptions.NONE.onProgress(
            (pid, total) -> {
              try {
                busy.put(pid);
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    var _ =
        pool.submit(
            heard,
            gil -> {
              gil.progress(PoolTest.myPid(), 0);
              return PoolTest.spin();
            });
    long spinning = busy.take();
    RefCountedSegment shared = RefCountedSegment.allocateShared(64, RefCountPolicy.ATOMIC);
    long idle = pool.submit(gil -> shared.byteSize() - 64 + PoolTest.myPid()).get();
    System.out.println(spinning + " " + idle);
    System.in.read(); // until the test has seen enough
    System.exit(0);
  }
}
