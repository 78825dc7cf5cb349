package dev.gil.bench.pool;

import dev.gil.spi.Depot;
import dev.gil.spi.GilExecutor;
import dev.gil.spi.Job;
import dev.gil.spi.ParallelismStrategy;
import dev.gil.spi.RemoteTask;
import dev.gil.spi.Runner;
import dev.gil.spi.Strategies;
import dev.gil.spi.StrategySettings;
import dev.gil.spi.Task;
import dev.gil.spi.Trait;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;

/**
 * What gil makes of a task and of its result when they travel.
 *
 * @param task in bytes
 * @param result in bytes
 */
record FrameSizes(int task, int result) {
  /** After so many of its tasks, what they have in common does not travel any more. */
  private static final int OFTEN = 50;

  static FrameSizes of(Task<?> task) throws InterruptedException, ExecutionException {
    Scales scales = new Scales();
    try (GilExecutor pool = Strategies.open(scales, StrategySettings.DEFAULTS)) {
      for (int i = 0; i < OFTEN; i++) {
        var _ = pool.submit(task).get();
      }
    }
    return new FrameSizes(scales.task, scales.result);
  }

  /** Runs each task at once, as one that has arrived, and weighs it; the latest counts. */
  private static final class Scales implements ParallelismStrategy, Runner, Depot {
    private final List<byte[]> forms = new CopyOnWriteArrayList<>();
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
        byte[] outcome = RemoteTask.decode(encoded, List.of(), null, null, this).run();
        result = outcome.length;
        job.completeEncoded(outcome);
      }
    }

    @Override
    public Optional<Depot> depot() {
      return Optional.of(this);
    }

    @Override
    public long store(byte[] bytes) {
      return NOT_STORED;
    }

    @Override
    public byte[] fetch(long ticket, int length) throws IOException {
      throw new IOException("nothing is stored here");
    }

    @Override
    public long keep(byte[] form) {
      forms.add(form.clone());
      return forms.size() - 1L;
    }

    @Override
    public byte[] kept(long ticket, int length) {
      return forms.get((int) ticket).clone();
    }

    @Override
    public void free(long ticket) {}

    @Override
    public boolean close(boolean now, Duration wait) {
      return true;
    }
  }
}
