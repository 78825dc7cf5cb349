package dev.gil.testkit.check;

import org.jspecify.annotations.Nullable;

/**
 * An object under test, by what it does at each operation.
 *
 * @param <O> the operations
 */
@FunctionalInterface
public interface Target<O> {
  /**
   * Does one operation. Called by several threads at once.
   *
   * @param operation what to do
   * @return its result, a value with {@code equals}
   * @throws Exception is the result too, as {@link Thrown}
   */
  @Nullable Object apply(O operation) throws Exception;
}
