package dev.gil.testkit.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

final class RealThreads implements ProgramRunner {
  @Override
  public <O> History<O> run(Program<O> program, Supplier<? extends Target<O>> fresh)
      throws InterruptedException {
    Target<O> target = fresh.get();
    int threads = program.threads().size();
    AtomicInteger ready = new AtomicInteger();
    AtomicLong clock = new AtomicLong();
    Queue<Call<O>> calls = new ConcurrentLinkedQueue<>();
    List<Thread> running = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      int thread = i;
      List<O> operations = program.operations(thread);
      running.add(
          Thread.ofPlatform()
              .daemon()
              .name("program-" + thread)
              .start(
                  () -> {
                    ready.incrementAndGet();
                    while (ready.get() < threads) {
                      Thread.onSpinWait();
                    }
                    for (O operation : operations) {
                      long called = clock.getAndIncrement();
                      @Nullable Object result = result(target, operation);
                      long returned = clock.getAndIncrement();
                      calls.add(new Call<>(thread, operation, result, called, returned));
                    }
                  }));
    }
    for (Thread thread : running) {
      thread.join();
    }
    return new History<>(List.copyOf(calls));
  }

  private static <O> @Nullable Object result(Target<O> target, O operation) {
    try {
      return target.apply(operation);
    } catch (Throwable e) {
      return new Thrown(e.getClass());
    }
  }
}
