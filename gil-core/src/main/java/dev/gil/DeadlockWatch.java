package dev.gil;

import dev.gil.internal.log.Log;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Finds cycles of threads that hold one lock of gil and wait for another, and refuses one wait of
 * each.
 *
 * <p>Only a thread that holds a lock can be part of a cycle, so only such threads say here that
 * they wait, once they are about to sleep; nobody else comes by. All do it under one mutex: the
 * last to arrive finds the others, and what each did before it arrived, above all that it became
 * the owner of what it holds.
 *
 * <p>An edge is a thread that holds a lock, in a hold with a number, and waits for the next lock by
 * a waiter without a verdict. Both stay true until the thread goes on, and never come true again
 * for the same hold and the same waiter. A walk that finds every edge, and then finds every one
 * unchanged, therefore proves that all were true at once, in between: no refusal is false.
 *
 * <p>Refused is a fresh attach: the last to arrive, if it is one. There always is one. A thread
 * that takes a lock back holds only locks that it took before that one and never gave up meanwhile;
 * if all in a cycle took back, each held its lock before the next thread got it, in a circle.
 */
final class DeadlockWatch {
  private static final ReentrantLock MUTEX = new ReentrantLock();
  private static final Map<Thread, Waiter> WAITING = new HashMap<>(); // guarded by MUTEX

  private DeadlockWatch() {}

  private record Found(Waiter waiter, Thread owner, long root) {
    boolean still() {
      GlobalLock lock = waiter.lock;
      return waiter.verdict == Waiter.WAITING && lock.owner == owner && lock.root == root;
    }
  }

  /** A thread that holds a lock is about to sleep for another. */
  static void begins(Waiter w) {
    MUTEX.lock();
    try {
      WAITING.put(w.thread, w);
      List<Found> cycle = cycleOf(w);
      if (!cycle.isEmpty()) {
        refuseOne(cycle);
      }
    } finally {
      MUTEX.unlock();
    }
  }

  static void ends(Waiter w) {
    MUTEX.lock();
    try {
      WAITING.remove(w.thread, w);
    } finally {
      MUTEX.unlock();
    }
  }

  private static List<Found> cycleOf(Waiter w) {
    List<Found> path = new ArrayList<>(4);
    @Nullable Waiter at = w;
    while (at != null && path.size() <= WAITING.size()) {
      Thread owner = at.lock.owner;
      if (owner == null) {
        break;
      }
      path.add(new Found(at, owner, at.lock.root));
      if (owner == w.thread) {
        return path.stream().allMatch(Found::still) ? path : List.of();
      }
      at = WAITING.get(owner);
    }
    return List.of();
  }

  private static void refuseOne(List<Found> cycle) {
    for (int i = 0; i < cycle.size(); i++) {
      Waiter w = cycle.get(i).waiter;
      if (w.role == Waiter.Role.FRESH) {
        w.lock.queue.refuse(w, edges(cycle, i));
        return;
      }
    }
    Log.gil()
        .log(
            System.Logger.Level.ERROR,
            "deadlock, and nobody in it can be refused: " + describe(edges(cycle, 0)));
  }

  /** The cycle, starting with one of its threads. */
  private static List<DeadlockException.Edge> edges(List<Found> cycle, int from) {
    List<DeadlockException.Edge> edges = new ArrayList<>(cycle.size());
    for (int i = 0; i < cycle.size(); i++) {
      Waiter w = cycle.get((from + i) % cycle.size()).waiter;
      Waiter before = cycle.get((from + i + cycle.size() - 1) % cycle.size()).waiter;
      edges.add(
          new DeadlockException.Edge(
              w.thread.getName(), w.thread.threadId(), before.lock.name(), w.lock.name()));
    }
    return edges;
  }

  static DeadlockException refusal(List<DeadlockException.Edge> cycle) {
    return new DeadlockException(
        cycle.getFirst().waitsFor()
            + ": not attached, as waiting for it would never end: "
            + describe(cycle)
            + ". Take locks in the same order everywhere, or close the outer one first",
        cycle);
  }

  private static String describe(List<DeadlockException.Edge> cycle) {
    StringBuilder text = new StringBuilder();
    for (DeadlockException.Edge edge : cycle) {
      text.append(text.isEmpty() ? "\"" : ", \"").append(edge.thread());
      text.append("\" holds ")
          .append(edge.holds())
          .append(" and waits for ")
          .append(edge.waitsFor());
    }
    return text.toString();
  }
}
