package dev.gil.testkit.check;

import dev.gil.testkit.explore.Interleavings;
import java.util.function.Supplier;

/**
 * Runs a program once and writes down what happened: on real threads, or on those of a scheduler
 * that chooses who goes on.
 */
@FunctionalInterface
public interface ProgramRunner {
  /**
   * Runs a program.
   *
   * @param program what each thread does
   * @param fresh makes the object, once, before the threads start
   * @param <O> the operations
   * @return every call of the program
   * @throws InterruptedException if interrupted while waiting for the threads
   */
  <O> History<O> run(Program<O> program, Supplier<? extends Target<O>> fresh)
      throws InterruptedException;

  /**
   * Runs programs on platform threads that set off together. What they meet is up to the machine:
   * an overlap that matters may take many runs. Their clock is one counter, which orders memory a
   * little more than the object under test does by itself.
   *
   * @return a runner, thread-safe
   */
  static ProgramRunner onThreads() {
    return new RealThreads();
  }

  /**
   * Runs programs inside a body of {@link Interleavings}, on threads of that exploration: there is
   * a point before each operation, so that one that returned before another was called is known to
   * have come first. Points inside the operations are those of the object under test.
   *
   * @return a runner for explored threads; on others it throws {@link IllegalStateException}
   */
  static ProgramRunner onExplorer() {
    return new ExploredThreads();
  }
}
