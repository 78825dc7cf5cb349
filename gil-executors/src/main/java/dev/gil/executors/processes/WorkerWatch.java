package dev.gil.executors.processes;

import dev.gil.spi.WorkerLimits;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The thread that looks after what no task reports: how old workers are and how large. One a
 * runner, and none where nothing of that is limited.
 */
final class WorkerWatch implements Runnable {
  private static final Duration PERIOD = Duration.ofMillis(250);

  private final ProcessRunner runner;
  private final Departure departure;
  private final @Nullable ResidentMemory memory; // null if it does not matter

  private WorkerWatch(ProcessRunner runner, Departure departure, @Nullable ResidentMemory memory) {
    this.runner = runner;
    this.departure = departure;
    this.memory = memory;
  }

  /** Starts one if it is needed; it ends when the last worker has gone. */
  static Optional<Thread> start(
      ProcessRunner runner, Departure departure, WorkerLimits limits, String threadName) {
    boolean size = limits.recycleAbove().isPresent() || limits.killAbove().isPresent();
    if (!size && limits.recycleAfter().isEmpty()) {
      return Optional.empty();
    }
    @Nullable ResidentMemory memory = size ? ResidentMemory.here() : null;
    WorkerWatch watch = new WorkerWatch(runner, departure, memory);
    return Optional.of(Thread.ofPlatform().daemon().name(threadName).start(watch));
  }

  @Override
  public void run() {
    try {
      while (!departure.hasLeftWithin(PERIOD)) {
        runner.looked(memory == null ? Map.of() : memory.of(runner.pids()));
      }
    } catch (InterruptedException e) {
      // Nobody does that, and there would be nothing left to look after.
    }
  }
}
