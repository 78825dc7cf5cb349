package dev.gil.fory;

import java.util.List;

/**
 * Says which classes may travel by Apache Fory: what an application provides.
 *
 * {@snippet :
 * public final class OrderTypes implements ForyTypes {
 *   @Override
 *   public List<Class<?>> types() {
 *     return List.of(Order.class, Order.Line.class);
 *   }
 * }
 * }
 *
 * <p>Registered as a service, by {@code provides dev.gil.fory.ForyTypes with ...} in a module and
 * by {@code META-INF/services/dev.gil.fory.ForyTypes} on the class path. Asked once in each JVM;
 * worker processes find the same, since they have their parent's class path.
 */
public interface ForyTypes {
  /**
   * The classes, each once; not those of the JDK, which Fory knows. An object travels by Fory if
   * all that it leads to is of these and the JDK's values and collections; else by Java
   * serialization. Name classes of values only: whoever can write to a worker's link can make
   * objects of them, with any content.
   *
   * @return in any order
   */
  List<Class<?>> types();
}
