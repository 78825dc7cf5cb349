package dev.gil.bench.pool;

import dev.gil.spi.GilExecutor;
import dev.gil.spi.Job;
import dev.gil.spi.ParallelismStrategy;
import dev.gil.spi.RemoteTask;
import dev.gil.spi.Runner;
import dev.gil.spi.Strategies;
import dev.gil.spi.StrategySettings;
import dev.gil.spi.Task;
import dev.gil.spi.Trait;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;

/**
 * What gil makes of a task and of its result when they travel.
 *
 * @param task in bytes
 * @param result in bytes
 */
record FrameSizes(int task, int result) {
  static FrameSizes of(Task<?> task) throws InterruptedException, ExecutionException {
    Scales scales = new Scales();
    try (GilExecutor pool = Strategies.open(scales, StrategySettings.DEFAULTS)) {
      var _ = pool.submit(task).get();
    }
    return new FrameSizes(scales.task, scales.result);
  }

  /** Runs each task at once, as one that has arrived, and weighs it. For one task. */
  private static final class Scales implements ParallelismStrategy, Runner {
    private volatile int task;
    private volatile int result;

    @Override
    public String id() {
      return "scales";
    }

    @Override
    public Set<Trait> traits() {
      return Set.of(Trait.NEEDS_SERIALIZABLE);
    }

    @Override
    public Runner open(StrategySettings settings) {
      return this;
    }

    @Override
    public void start(Job<?> job) {
      if (job.begin()) {
        byte[] encoded = job.encode();
        task = encoded.length;
        byte[] outcome = RemoteTask.decode(encoded, List.of(), null, null).run();
        result = outcome.length;
        job.completeEncoded(outcome);
      }
    }

    @Override
    public boolean close(boolean now, Duration wait) {
      return true;
    }
  }
}
