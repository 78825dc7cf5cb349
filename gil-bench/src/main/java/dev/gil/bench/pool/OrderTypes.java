package dev.gil.bench.pool;

import dev.gil.fory.ForyTypes;
import java.util.List;

/** Which orders travel by Fory. */
public final class OrderTypes implements ForyTypes {
  /** For {@link java.util.ServiceLoader}. */
  public OrderTypes() {}

  @Override
  public List<Class<?>> types() {
    return List.of(Orders.Named.class, Orders.Line.class);
  }
}
