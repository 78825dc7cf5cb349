package dev.gil.workloads.steps;

import dev.gil.spi.Continuations;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads for calls that can only block, so that an event loop need not: daemons, as many as calls.
 */
public final class Offload {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private static final ExecutorService THREADS =
      Executors.newCachedThreadPool(
          body ->
              Thread.ofPlatform()
                  .daemon()
                  .name("offload-" + NUMBER.incrementAndGet())
                  .unstarted(body));

  private Offload() {}

  /**
   * Calls on another thread, for the task that runs on this one.
   *
   * @return completed by a piece of the task
   * @throws IllegalStateException if no task runs here
   */
  public static <T> CompletableFuture<T> call(Callable<T> body) {
    Continuations pieces = Continuations.here();
    CompletableFuture<T> done = new CompletableFuture<>();
    THREADS.execute(
        () -> {
          try {
            done.complete(body.call());
          } catch (Throwable e) { // whoever waits must hear of it
            done.completeExceptionally(e);
          }
        });
    return pieces.deliver(done);
  }
}
