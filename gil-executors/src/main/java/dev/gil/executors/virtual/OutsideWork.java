package dev.gil.executors.virtual;

import dev.gil.internal.log.Log;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.locks.LockSupport;

/**
 * Notices guests that wait for work outside the lock: a task of a fork-join pool, which is what a
 * parallel stream is made of. What such a pool runs touches the guest's state beside the lock.
 *
 * <p>Seen only where a guest has to wait; a stream whose end it reaches by itself goes unnoticed.
 */
final class OutsideWork {
  private final Set<Class<?>> told = ConcurrentHashMap.newKeySet();

  /** Looks at what a thread waits for that has just unmounted: one read, if for nothing unusual. */
  void look(Thread guest) {
    if (LockSupport.getBlocker(guest) instanceof ForkJoinTask<?> task
        && !(task instanceof CompletableFuture.AsynchronousCompletionTask) // stands for get()
        && told.add(task.getClass())) {
      Log.gil()
          .log(
              System.Logger.Level.WARNING,
              "task \"{0}\" (virtual #{1}) waits for a {2}, work of a fork-join pool such as a"
                  + " parallel stream: that runs outside the lock. Use sequential(), or"
                  + " gil.stream(...)",
              guest.getName(),
              Long.toString(guest.threadId()),
              task.getClass().getName());
    }
  }
}
