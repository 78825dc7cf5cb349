package dev.gil.testkit.check;

import java.util.function.Supplier;
import java.util.function.UnaryOperator;

record CopiedModel<M, O>(
    Supplier<M> fresh, UnaryOperator<M> copy, SequentialModel.Effect<M, O> effect)
    implements SequentialModel<M, O> {
  @Override
  public M initial() {
    return fresh.get();
  }

  @Override
  public Outcome<M> apply(M state, O operation) {
    M after = copy.apply(state);
    try {
      return new Outcome<>(after, effect.apply(after, operation));
    } catch (Exception e) {
      return new Outcome<>(after, new Thrown(e.getClass()));
    }
  }
}
