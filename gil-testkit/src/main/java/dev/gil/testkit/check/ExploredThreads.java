package dev.gil.testkit.check;

import dev.gil.testkit.explore.Forked;
import dev.gil.testkit.explore.Interleavings;
import dev.gil.testkit.explore.engine.Abandoned;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Its clock counts calls and returns: explored threads take turns, so it needs no care. */
final class ExploredThreads implements ProgramRunner {
  @Override
  public <O> History<O> run(Program<O> program, Supplier<? extends Target<O>> fresh) {
    Target<O> target = fresh.get();
    List<Call<O>> calls = new ArrayList<>();
    long[] clock = new long[1];
    Forked[] threads = new Forked[program.threads().size()];
    for (int i = 0; i < threads.length; i++) {
      int thread = i;
      List<O> operations = program.operations(thread);
      threads[i] =
          Interleavings.fork(
              "program-" + thread,
              () -> {
                for (O operation : operations) {
                  Interleavings.point();
                  long called = clock[0]++;
                  @Nullable Object result = result(target, operation);
                  calls.add(new Call<>(thread, operation, result, called, clock[0]++));
                }
              });
    }
    Interleavings.join(threads);
    return new History<>(calls);
  }

  private static <O> @Nullable Object result(Target<O> target, O operation) {
    try {
      return target.apply(operation);
    } catch (Abandoned e) {
      throw e; // the execution is over, whatever the operation would have thrown
    } catch (Throwable e) {
      return new Thrown(e.getClass());
    }
  }
}
