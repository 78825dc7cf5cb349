package dev.gil.refcount;

import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** Does things on another thread, which has ended when the call returns. */
final class Elsewhere {
  private Elsewhere() {}

  static <T> T call(Callable<T> body) throws Exception {
    FutureTask<T> task = new FutureTask<>(body);
    Thread thread = Thread.ofPlatform().name("elsewhere").start(task);
    T result = task.get(30, TimeUnit.SECONDS);
    thread.join();
    return result;
  }

  static void run(Runnable body) throws Exception {
    call(
        () -> {
          body.run();
          return true;
        });
  }
}
