package dev.gil.testkit.explore.engine;

import dev.gil.GlobalLock;
import java.util.ArrayList;
import java.util.List;

/**
 * The global locks of an execution. The next execution that asks for as many gets the same again:
 * making a lock costs more than a whole execution does. One that was closed, or left held or waited
 * for, is replaced.
 */
final class LockPool {
  private final Execution execution;
  private final List<LockPoints> pool = new ArrayList<>();
  private int used;

  LockPool(Execution execution) {
    this.execution = execution;
  }

  GlobalLock lock(String name) {
    int at = used++;
    if (at < pool.size()) {
      LockPoints points = pool.get(at);
      if (points.lock().name().equals(name) && !points.isClosed()) {
        return points.lock();
      }
      points.lock().close();
      LockPoints other = new LockPoints(execution, name);
      pool.set(at, other);
      return other.lock();
    }
    LockPoints made = new LockPoints(execution, name);
    pool.add(made);
    return made.lock();
  }

  /**
   * An execution is over.
   *
   * @param orderly whether all its threads ended by themselves; else its locks are not used again
   */
  void ended(boolean orderly) {
    if (!orderly) {
      for (int i = used - 1; i >= 0; i--) {
        pool.remove(i).lock().close();
      }
    }
    used = 0;
  }

  /** Closes all: an open lock with a hook keeps each checkpoint of the JVM on its cold path. */
  void close() {
    pool.forEach(points -> points.lock().close());
    pool.clear();
  }
}
