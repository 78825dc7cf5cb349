package dev.gil.testkit.explore.classics;

import dev.gil.testkit.check.History;
import dev.gil.testkit.check.Linearizability;
import dev.gil.testkit.check.Program;
import dev.gil.testkit.check.ProgramRunner;
import dev.gil.testkit.check.SequentialModel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.function.Supplier;

/**
 * Two ends of one deque, used by two threads.
 *
 * <p>{@link ConcurrentLinkedDeque#pollFirst} walks to the first element and then takes it, though
 * another may have come before it meanwhile, and been seen.
 */
final class LinkedDeque {
  /** What a thread does. */
  enum Step {
    ADD_FIRST,
    ADD_LAST,
    POLL_FIRST,
    PEEK_LAST;

    Object on(Deque<Integer> deque) {
      return switch (this) {
        case ADD_FIRST -> deque.offerFirst(1);
        case ADD_LAST -> deque.offerLast(2);
        case POLL_FIRST -> deque.pollFirst();
        case PEEK_LAST -> deque.peekLast();
      };
    }
  }

  private LinkedDeque() {}

  private static final Program<Step> PROGRAM =
      Program.of(
          List.of(
              List.of(Step.ADD_LAST, Step.POLL_FIRST), List.of(Step.ADD_FIRST, Step.PEEK_LAST)));

  private static final SequentialModel<List<Integer>, Step> MODEL =
      new SequentialModel<>() {
        @Override
        public List<Integer> initial() {
          return List.of();
        }

        @Override
        public Outcome<List<Integer>> apply(List<Integer> state, Step step) {
          Deque<Integer> deque = new ArrayDeque<>(state);
          Object result = step.on(deque);
          return new Outcome<>(List.copyOf(deque), result);
        }
      };

  private static void run(Supplier<Deque<Integer>> fresh) throws InterruptedException {
    History<Step> history =
        ProgramRunner.onExplorer()
            .run(
                PROGRAM,
                () -> {
                  Deque<Integer> deque = fresh.get();
                  return step -> step.on(deque);
                });
    Linearizability.against(MODEL).assertHolds(history);
  }

  static void broken() throws InterruptedException {
    run(ConcurrentLinkedDeque::new);
  }

  static void correct() throws InterruptedException {
    run(LinkedBlockingDeque::new);
  }
}
