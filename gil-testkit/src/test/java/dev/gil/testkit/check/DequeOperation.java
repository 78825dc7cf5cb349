package dev.gil.testkit.check;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What two ends of a deque are used for. The model's state is a list, which has equals. */
enum DequeOperation {
  POLL_FIRST,
  POLL_LAST,
  PEEK_FIRST,
  PEEK_LAST,
  ADD_FIRST_1,
  ADD_LAST_2;

  @Nullable Object on(Deque<Integer> deque) {
    return switch (this) {
      case POLL_FIRST -> deque.pollFirst();
      case POLL_LAST -> deque.pollLast();
      case PEEK_FIRST -> deque.peekFirst();
      case PEEK_LAST -> deque.peekLast();
      case ADD_FIRST_1 -> deque.offerFirst(1);
      case ADD_LAST_2 -> deque.offerLast(2);
    };
  }

  static SequentialModel<List<Integer>, DequeOperation> model() {
    return new SequentialModel<>() {
      @Override
      public List<Integer> initial() {
        return List.of();
      }

      @Override
      public Outcome<List<Integer>> apply(List<Integer> state, DequeOperation operation) {
        Deque<Integer> deque = new ArrayDeque<>(state);
        Object result = operation.on(deque);
        return new Outcome<>(List.copyOf(deque), result);
      }
    };
  }
}
