package dev.gil.spi;

import dev.gil.GlobalLock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Runs tasks in this JVM as if it were another: encoded, decoded, run under a lock of its own, and
 * the outcome sent back as bytes. Fails attempts on request.
 */
final class LoopbackStrategy implements ParallelismStrategy {
  final List<String> ran = new ArrayList<>();
  final GlobalLock lock;
  int lostBefore;
  int lostAfter;
  byte[] answer;
  Depot depot;
  private volatile RemoteTask running;

  LoopbackStrategy() {
    this(GlobalLock.create("far-side"));
  }

  /** With tasks under {@code lock} on the far side. */
  LoopbackStrategy(GlobalLock lock) {
    this.lock = lock;
  }

  @Override
  public String id() {
    return "loopback";
  }

  @Override
  public Set<Trait> traits() {
    return Set.of(Trait.LOCK_PER_WORKER, Trait.NEEDS_SERIALIZABLE, Trait.IN_ORDER);
  }

  @Override
  public Runner open(StrategySettings settings) {
    return new Runner() {
      @Override
      public void start(Job<?> job) {
        Thread.ofPlatform().start(() -> serve(job, settings));
      }

      @Override
      public Optional<Depot> depot() {
        return Optional.ofNullable(depot);
      }

      @Override
      public void stop(Job<?> job) {
        RemoteTask task = running;
        if (task != null) {
          task.cancel();
        }
      }

      @Override
      public boolean close(boolean now, Duration wait) {
        return true;
      }
    };
  }

  private synchronized void serve(Job<?> job, StrategySettings settings) {
    if (!job.begin()) {
      return;
    }
    if (lostBefore > 0) {
      lostBefore--;
      job.fail(new Lost(), false);
      return;
    }
    ran.add(job.label() + "#" + job.attempt());
    if (lostAfter > 0) {
      lostAfter--;
      job.fail(new Lost(), true);
      return;
    }
    if (answer != null) {
      job.completeEncoded(answer);
      return;
    }
    try {
      RemoteTask task =
          RemoteTask.decode(job.encode(), settings.allowed(), lock, job::progress, depot);
      running = task;
      job.completeEncoded(task.run(), depot);
    } catch (RuntimeException e) {
      job.completeEncoded(RemoteTask.refused(e));
    }
  }

  static final class Lost extends dev.gil.WorkerException {
    private static final long serialVersionUID = 1;

    Lost() {
      super("the worker was lost");
    }
  }
}
