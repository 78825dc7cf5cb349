package dev.gil.spi;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A function from an item to a result, applied by {@link GilExecutor#map}. What it captures must be
 * serializable if it is to travel.
 *
 * @param <A> the items
 * @param <R> the results
 */
@FunctionalInterface
public interface Mapper<A extends @Nullable Object, R extends @Nullable Object>
    extends Serializable {
  /**
   * Applies the function, attached.
   *
   * @param item one item
   * @return its result
   * @throws Exception if it fails: it becomes the cause of the map's exception
   */
  R apply(A item) throws Exception;
}
