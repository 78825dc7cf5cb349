package dev.gil.testkit.check;

import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a class should do when its operations come one by one.
 *
 * <p>States are values: {@code equals} and {@code hashCode} decide whether a state was met before,
 * and no operation changes one. For a model that changes itself there is {@link #of}.
 *
 * @param <S> the states
 * @param <O> the operations
 */
public interface SequentialModel<S, O> {
  /**
   * What an operation leads to.
   *
   * @param state after it
   * @param result of it
   * @param <S> the states
   */
  record Outcome<S>(S state, @Nullable Object result) {}

  /**
   * Where it begins.
   *
   * @return the state of a new object
   */
  S initial();

  /**
   * Does one operation.
   *
   * @param state not changed
   * @param operation what is done
   * @return the state after it and its result
   */
  Outcome<S> apply(S state, O operation);

  /**
   * What an operation does to a model that changes itself.
   *
   * @param <M> the model
   * @param <O> the operations
   */
  @FunctionalInterface
  interface Effect<M, O> {
    /**
     * Does one operation.
     *
     * @param model changed
     * @param operation what is done
     * @return its result
     * @throws Exception is the result too, as {@link Thrown}
     */
    @Nullable Object apply(M model, O operation) throws Exception;
  }

  /**
   * A model made of one that changes itself, such as a list.
   *
   * {@snippet :
   * SequentialModel.of(ArrayList<Integer>::new, ArrayList::new, (list, operation) -> operation.on(list))
   * }
   *
   * @param fresh a new model
   * @param copy one equal to it that changes apart
   * @param effect changes the copy
   * @param <M> the model; has {@code equals} and {@code hashCode}
   * @param <O> the operations
   * @return a model by copies
   */
  static <M, O> SequentialModel<M, O> of(
      Supplier<M> fresh, UnaryOperator<M> copy, Effect<M, O> effect) {
    return new CopiedModel<>(fresh, copy, effect);
  }
}
