package dev.gil.executors.processes;

import dev.gil.spi.Job;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The queue, and who gets what is in it. Guarded by the mutex of the {@link ProcessRunner}.
 *
 * <p>What was taken back from a worker that gets no more tasks goes first: it came before the rest.
 *
 * <p>First whoever has a thread without a task, the least busy first. Then the worker that has just
 * brought results: its tasks {@linkplain Ahead ahead}, all at once, so that one message takes them.
 * When nothing waits any more, a worker without a task gets half of what another one was sent and
 * has not begun.
 */
final class Assignment {
  private final Deque<Job<?>> waiting = new ArrayDeque<>();
  private final Deque<Job<?>> back = new ArrayDeque<>(); // have been given to a worker
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
    return waiting.isEmpty() && back.isEmpty();
  }

  /** Takes all out. */
  List<Job<?>> clear() {
    List<Job<?>> all = new ArrayList<>(back);
    all.addAll(waiting);
    back.clear();
    waiting.clear();
    return all;
  }

  /**
   * Moves jobs into workers.
   *
   * @param returning has just brought results; null if none has
   * @return links to be flushed once the mutex is given up
   */
  List<Link> assign(@Nullable Worker returning) {
    List<Link> fed = new ArrayList<>(1);
    while (!isEmpty()) {
      @Nullable Worker worker = leastBusy();
      if (worker == null) {
        break;
      }
      give(worker, fed);
    }
    if (returning != null) {
      while (!isEmpty() && returning.hasRoom(inFlight)) {
        give(returning, fed);
      }
      if (isEmpty() && returning.isIdle()) {
        share(returning, fed);
      }
    }
    return fed;
  }

  /**
   * Takes a job back from a worker that has not begun it; what else it had not begun it is sent
   * again, in the same order, behind what it has.
   *
   * @param fed gets the link that is to be flushed
   * @return false if it has begun
   */
  boolean takeBack(Flight flight, Worker worker, List<Link> fed) {
    boolean back = false;
    if (!worker.hasBegun(flight)) {
      for (Job<?> job : worker.takeBack()) {
        if (job == flight.job) {
          back = true;
        } else {
          add(worker.take(job), fed);
        }
      }
    }
    return back;
  }

  /**
   * Takes a job out that was taken back from a worker.
   *
   * @return false if it is not among those
   */
  boolean remove(Job<?> job) {
    return back.remove(job);
  }

  /**
   * Takes back what a worker has not begun that gets no more tasks; it is given to others next.
   * Without this it would wait until the process has gone.
   */
  void takeBackFrom(Worker ending) {
    back.addAll(ending.takeBack());
  }

  private void give(Worker worker, List<Link> fed) {
    @Nullable Job<?> begun = back.poll();
    Job<?> job = begun == null ? waiting.remove() : begun;
    if (begun != null || job.begin()) {
      add(worker.take(job), fed);
    }
  }

  private static void add(Link link, List<Link> fed) {
    if (!fed.contains(link)) {
      fed.add(link);
    }
  }

  private @Nullable Worker leastBusy() {
    @Nullable Worker best = null;
    for (Worker worker : workers) {
      if (worker.hasThread(inFlight) && (best == null || worker.busy() < best.busy())) {
        best = worker;
      }
    }
    return best;
  }

  private void share(Worker idle, List<Link> fed) {
    @Nullable Worker busiest = null;
    for (Worker worker : workers) {
      if (worker.busy() > inFlight && (busiest == null || worker.busy() > busiest.busy())) {
        busiest = worker;
      }
    }
    if (busiest == null || !idle.hasThread(inFlight)) {
      return;
    }
    List<Job<?>> back = busiest.takeBack();
    for (int i = 0; i < back.size(); i++) {
      Worker next = i % 2 == 0 && idle.hasAllowance() ? idle : busiest;
      add(next.take(back.get(i)), fed);
    }
  }
}
