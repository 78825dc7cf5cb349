package dev.gil.executors.processes;

import dev.gil.spi.Job;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The queue, and who gets what is in it. Guarded by the mutex of the {@link ProcessRunner}. */
final class Assignment {
  private final Deque<Job<?>> waiting = new ArrayDeque<>();
  private final List<Worker> workers;
  private final int inFlight;

  Assignment(List<Worker> workers, int inFlight) {
    this.workers = workers;
    this.inFlight = inFlight;
  }

  void add(Job<?> job) {
    waiting.add(job);
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** Takes all out. */
  List<Job<?>> clear() {
    List<Job<?>> all = List.copyOf(waiting);
    waiting.clear();
    return all;
  }

  /** Moves jobs into workers that have room: each into the least busy. What is to be sent. */
  List<Sending> assign() {
    if (waiting.isEmpty()) {
      return List.of();
    }
    List<Sending> sendings = new ArrayList<>();
    @Nullable Worker worker = leastBusy();
    while (worker != null && !waiting.isEmpty()) {
      Job<?> job = waiting.remove();
      if (job.begin()) {
        sendings.add(worker.take(job));
        worker = leastBusy();
      }
    }
    return sendings;
  }

  private @Nullable Worker leastBusy() {
    @Nullable Worker best = null;
    for (Worker worker : workers) {
      if (worker.hasRoom(inFlight) && (best == null || worker.busy() < best.busy())) {
        best = worker;
      }
    }
    return best;
  }
}
