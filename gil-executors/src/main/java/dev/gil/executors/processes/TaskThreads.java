package dev.gil.executors.processes;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a worker's tasks run: as many threads as may be in flight, under the worker's one lock, so
 * that one computes while others are detached. One of them listens to the parent; see {@link Seat}.
 */
final class TaskThreads {
  private final List<TaskThread> threads = new ArrayList<>();
  private final List<Thread> running = new ArrayList<>();
  private final Usher usher;

  TaskThreads(Link link, Turn turn, TaskThread.Far far, LastAct last, int inFlight) {
    Seat seat = new Seat();
    this.usher = new Usher(seat, link);
    Typical typical = new Typical();
    Lull lull = new Lull(Runtime.getRuntime().availableProcessors());
    for (int i = 0; i < inFlight; i++) {
      threads.add(
          new TaskThread(new TaskThread.Place(link, turn, seat, usher, typical, lull, last), far));
    }
  }

  void start() {
    running.add(usher.start());
    for (int i = 0; i < threads.size(); i++) {
      running.add(Thread.ofPlatform().daemon().name("gil-task-" + (i + 1)).start(threads.get(i)));
    }
  }

  /** Asks a task to stop; does nothing if it has ended. */
  void cancel(long id) {
    threads.forEach(thread -> thread.cancel(id));
  }

  /**
   * Asks all tasks to stop, for a worker whose JVM goes on without it; by the thread that started
   * them, and once the link is closed. The threads end when their tasks have.
   */
  List<Thread> end() {
    usher.end();
    threads.forEach(TaskThread::cancel);
    return running;
  }
}
