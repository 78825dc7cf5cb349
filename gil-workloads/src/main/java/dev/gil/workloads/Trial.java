package dev.gil.workloads;

import dev.gil.spi.AsyncTask;
import dev.gil.spi.Task;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * A workload made ready: its tasks, which may be run again and again, and the check of what they
 * return.
 *
 * <p>Made by {@link Workload#prepare}. Thread-safe until it is closed.
 *
 * @param <T> what a task returns; serializable
 */
public interface Trial<T extends @Nullable Object> extends AutoCloseable {
  /**
   * The tasks of one execution: asked for anew before each. Each is serializable with all it
   * captures and independent of the others.
   *
   * @return always as many, that do the same
   */
  List<Task<T>> tasks();

  /**
   * The same work in tasks that start it and return, for strategies whose one thread must not be
   * blocked. Asked for as {@link #tasks()} is.
   *
   * @return as many as {@link #tasks()}; empty if there is no such form
   */
  default List<AsyncTask<T>> async() {
    return List.of();
  }

  /**
   * The same work for threads without gil, to show what this machine can do at best. Instead of a
   * checkpoint it polls a word of its own.
   *
   * @return as many as {@link #tasks()}; empty if there is no such form
   */
  default List<Callable<T>> plain() {
    return List.of();
  }

  /**
   * The same work without what makes it right, to show what that is for: run some times, by as many
   * plain threads as there are bodies. What goes wrong must be trapped and counted by the bodies;
   * nothing checks their result.
   *
   * @return bodies for one execution, new ones each time; empty if there is no such form
   */
  default List<Callable<T>> control() {
    return List.of();
  }

  /**
   * How often what went wrong in one execution, right or not. What others did wrong and the tasks
   * coped with, a server that was busy, counts too.
   *
   * @param parts what the tasks or the bodies of the control returned, in their order
   * @return a number for each kind of fault, always the same kinds in the same order; empty if none
   *     are counted
   */
  default Map<String, Long> faults(List<T> parts) {
    return Map.of();
  }

  /**
   * Checks one execution and puts its result into words.
   *
   * @param parts what the tasks returned, in their order
   * @return the same for every right execution
   * @throws WrongResultException if the result is not right
   */
  String result(List<T> parts);

  /**
   * Frees what was made ready.
   *
   * @throws IOException if that fails
   */
  @Override
  default void close() throws IOException {}
}
