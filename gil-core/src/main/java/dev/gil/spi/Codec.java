package dev.gil.spi;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Another way than Java serialization for objects to travel to another JVM and back: those that a
 * task has captured, those that {@code map} deals out, and what tasks return.
 *
 * <p>Asked for values that gil does not write itself (numbers, strings, byte arrays, lambdas). A
 * codec is for values: an object that two captured variables lead to arrives as two. Where a task
 * leads to two objects that no codec takes, all of it is written as one graph, by Java
 * serialization, so that what they share stays shared; no codec is asked then.
 *
 * <p>Found by {@link java.util.ServiceLoader}, once in each JVM, through the context class loader;
 * a worker process finds what its parent has on its class path. {@link StrategySettings#allowed()}
 * says nothing about what a codec reads: it must read classes that it was told of, and no others.
 *
 * <p>Implementations are thread-safe.
 */
public interface Codec {
  /**
   * What the format is called. The JVM that reads must have the same.
   *
   * @return a short name, always the same
   */
  String id();

  /**
   * Writes an object with all that it leads to.
   *
   * @param value never null
   * @return its bytes; null if that is not for this codec, and Java serialization writes it
   * @throws RuntimeException if it is for this codec and cannot be written: the task or the result
   *     is refused
   */
  byte @Nullable [] write(Object value);

  /**
   * Reads what {@link #write} wrote in another JVM.
   *
   * @param bytes not to be trusted
   * @return an object equal to that one
   * @throws IOException if they are of no object of a class that this codec was told of; a
   *     RuntimeException says the same
   */
  Object read(byte[] bytes) throws IOException;
}
