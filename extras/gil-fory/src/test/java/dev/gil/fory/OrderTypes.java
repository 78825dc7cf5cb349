package dev.gil.fory;

import java.util.List;

/** What the tests let travel by Fory. */
public final class OrderTypes implements ForyTypes {
  /** For {@link java.util.ServiceLoader}. */
  public OrderTypes() {}

  @Override
  public List<Class<?>> types() {
    return List.of(Order.class, Order.Line.class, Node.class);
  }
}
