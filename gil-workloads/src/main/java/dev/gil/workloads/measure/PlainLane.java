package dev.gil.workloads.measure;

import dev.gil.workloads.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;

/** Executes a trial on plain threads, without gil: what this machine can do at best. */
final class PlainLane<T> extends Lane<T> {
  private final List<Callable<T>> bodies;
  private final int threads;

  PlainLane(Trial<T> trial, int threads) {
    super(trial);
    this.bodies = trial.plain();
    this.threads = threads;
  }

  @Override
  List<T> execute() throws InterruptedException, ExecutionException {
    return execute(bodies, threads);
  }

  static <T> List<T> execute(List<Callable<T>> bodies, int threads)
      throws InterruptedException, ExecutionException {
    List<FutureTask<T>> tasks = bodies.stream().map(FutureTask::new).toList();
    var next = new AtomicInteger();
    for (int i = 0; i < threads; i++) {
      Thread.ofPlatform()
          .name("plain-" + (i + 1))
          .start(
              () -> {
                for (int t = next.getAndIncrement(); t < tasks.size(); t = next.getAndIncrement()) {
                  tasks.get(t).run();
                }
              });
    }
    List<T> parts = new ArrayList<>(tasks.size());
    for (Future<T> task : tasks) {
      parts.add(task.get());
    }
    return parts;
  }
}
