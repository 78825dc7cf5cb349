package dev.gil.testkit.check;

import static dev.gil.testkit.check.DequeOperation.ADD_FIRST_1;
import static dev.gil.testkit.check.DequeOperation.ADD_LAST_2;
import static dev.gil.testkit.check.DequeOperation.PEEK_FIRST;
import static dev.gil.testkit.check.DequeOperation.PEEK_LAST;
import static dev.gil.testkit.check.DequeOperation.POLL_FIRST;
import static dev.gil.testkit.check.DequeOperation.POLL_LAST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.LinkedBlockingDeque;
import org.junit.jupiter.api.Test;

class LinearizabilityTest {
  private static final Linearizability<DequeOperation> DEQUE =
      Linearizability.against(DequeOperation.model());

  private static Call<DequeOperation> call(
      int thread, DequeOperation operation, Object result, long called, long returned) {
    return new Call<>(thread, operation, result, called, returned);
  }

  /**
   * What {@link ConcurrentLinkedDeque} does: pollFirst found the 2 as the first, another thread put
   * a 1 before it and saw the 2 at the end, and then pollFirst took the 2 all the same. It took the
   * first, so it came before the 1; but then no 2 was there to be seen.
   */
  private static final History<DequeOperation> NOT_LINEARIZABLE =
      new History<>(
          List.of(
              call(0, ADD_LAST_2, true, 0, 1),
              call(0, PEEK_FIRST, 2, 2, 3),
              call(0, POLL_FIRST, 2, 4, 9),
              call(1, ADD_FIRST_1, true, 5, 6),
              call(1, PEEK_LAST, 2, 7, 8),
              call(1, POLL_LAST, 1, 10, 11)));

  @Test
  void theHistoryOfConcurrentLinkedDequeHasNoOrder() {
    Linearization<DequeOperation> result = DEQUE.check(NOT_LINEARIZABLE);
    assertThat(result.found()).isFalse();
    assertThat(result.order()).hasSize(3);
  }

  @Test
  void aHistoryWithoutAnOrderIsShownWithoutWhatIsNotNeededToSeeIt() {
    assertThatThrownBy(() -> DEQUE.assertHolds(NOT_LINEARIZABLE))
        .isInstanceOf(AssertionError.class)
        .hasMessage(
            """
            No order of these calls explains their results:
            | thread 0            | thread 1            |
            | ADD_LAST_2 -> true  |                     |
            | POLL_FIRST ...      |                     |
            |                     | ADD_FIRST_1 -> true |
            |                     | PEEK_LAST -> 2      |
            | ... POLL_FIRST -> 2 |                     |
            The longest that does explains 3 of 4 calls:
              1. thread 0: ADD_LAST_2 -> true
              2. thread 0: POLL_FIRST -> 2
              3. thread 1: ADD_FIRST_1 -> true
              then not: thread 1: PEEK_LAST -> 2
            """);
  }

  @Test
  void callsThatOverlapMayTakeEffectInEitherOrder() {
    History<DequeOperation> overlapping =
        new History<>(List.of(call(0, ADD_LAST_2, true, 0, 3), call(1, POLL_FIRST, 2, 1, 2)));
    assertThat(DEQUE.check(overlapping).order())
        .extracting(Call::operation)
        .containsExactly(ADD_LAST_2, POLL_FIRST);
  }

  @Test
  void aCallTakesEffectBeforeThoseThatWereMadeAfterItReturned() {
    History<DequeOperation> tooLate =
        new History<>(List.of(call(0, POLL_FIRST, 2, 0, 1), call(1, ADD_LAST_2, true, 2, 3)));
    assertThat(DEQUE.check(tooLate).found()).isFalse();
  }

  @Test
  void aCallThatNeverReturnedMayHaveTakenEffectOrNot() {
    Call<DequeOperation> running = call(0, ADD_LAST_2, null, 0, Call.NEVER);
    assertThat(DEQUE.check(new History<>(List.of(running, call(1, POLL_FIRST, 2, 1, 2)))).found())
        .isTrue();
    assertThat(
            DEQUE.check(new History<>(List.of(running, call(1, POLL_FIRST, null, 1, 2)))).found())
        .isTrue();
    assertThat(DEQUE.check(new History<>(List.of(running, call(1, POLL_FIRST, 1, 1, 2)))).found())
        .isFalse();
  }

  /** Eight calls of each of three threads that all overlap: by orders, more than 10 to the 9th. */
  @Test
  void eachSetOfCallsIsSearchedOnceForEachState() {
    List<Call<DequeOperation>> calls = new ArrayList<>();
    for (int thread = 0; thread < 3; thread++) {
      for (int i = 0; i < 8; i++) {
        calls.add(call(thread, ADD_LAST_2, true, 10L * i + thread, 10L * i + 5 + thread));
      }
    }
    calls.add(call(0, PEEK_FIRST, 1, 100, 101)); // nothing explains it, so all is searched
    Linearization<DequeOperation> result = DEQUE.check(new History<>(calls));
    assertThat(result.found()).isFalse();
    assertThat(result.configurations()).isLessThan(100);
  }

  /** Two keys, each with a history that is long and simple: together there are many more states. */
  @Test
  void keysAreCheckedApart() {
    record Put(int key, int value) {}
    SequentialModel<List<Object>, Put> map =
        SequentialModel.of(
            ArrayList::new,
            ArrayList::new,
            (values, put) -> {
              Object before =
                  values.stream()
                      .filter(Put.class::isInstance)
                      .map(Put.class::cast)
                      .filter(p -> p.key() == put.key())
                      .findFirst()
                      .orElse(null);
              values.remove(before);
              values.add(put);
              return before == null ? null : ((Put) before).value();
            });
    Linearizability<Put> whole = Linearizability.against(map);
    List<Call<Put>> calls = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      calls.add(new Call<>(0, new Put(1, i), i == 0 ? null : i - 1, 10L * i, 10L * i + 9));
      calls.add(new Call<>(1, new Put(2, i), i == 0 ? null : i - 1, 10L * i + 1, 10L * i + 8));
    }
    assertThat(whole.byKey(Put::key).check(new History<>(calls)).found()).isTrue();
    calls.add(new Call<>(2, new Put(2, 0), 7, 1_000, 1_001));
    Linearization<Put> broken = whole.byKey(Put::key).check(new History<>(calls));
    assertThat(broken.found()).isFalse();
    assertThat(broken.history().calls()).allMatch(call -> call.operation().key() == 2);
  }

  @Test
  void whatAnOperationThrowsIsItsResult() throws Exception {
    Program<String> program = Program.of(List.of(List.of("remove")));
    History<String> history =
        ProgramRunner.onThreads().run(program, () -> _ -> new ArrayDeque<>().remove());
    assertThat(history.calls().getFirst().result()).hasToString("throws NoSuchElementException");
    Linearizability<String> model =
        Linearizability.against(
            SequentialModel.<List<String>, String>of(
                ArrayList::new, ArrayList::new, (list, _) -> list.removeFirst()));
    assertThat(model.check(history).found()).isTrue();
  }

  @Test
  void theTokenOfTheProgramIsShown() {
    Program<DequeOperation> program = Program.of(List.of(List.of(ADD_LAST_2, POLL_FIRST)));
    assertThatThrownBy(() -> DEQUE.assertHolds(program, () -> _ -> 7, ProgramRunner.onThreads(), 3))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("In run 1 of 3")
        .hasMessageContaining(program.token());
  }

  @Test
  void aDequeWithALockHasAnOrderOnRealThreads() throws Exception {
    Program<DequeOperation> program =
        Program.of(
            List.of(
                List.of(ADD_FIRST_1, POLL_LAST, PEEK_FIRST),
                List.of(ADD_LAST_2, POLL_FIRST, PEEK_LAST),
                List.of(POLL_FIRST, ADD_LAST_2, POLL_LAST)));
    DEQUE.assertHolds(
        program,
        () -> {
          var deque = new LinkedBlockingDeque<Integer>();
          return operation -> operation.on(deque);
        },
        ProgramRunner.onThreads(),
        200);
  }

  @Test
  void aMapThatIsReadAndThenWrittenHasNoOrderOnSomeRun() {
    Program<String> program =
        Program.of(List.of(Collections.nCopies(200, "add"), Collections.nCopies(200, "add")));
    Linearizability<String> counter =
        Linearizability.against(
            new SequentialModel<Integer, String>() {
              @Override
              public Integer initial() {
                return 0;
              }

              @Override
              public Outcome<Integer> apply(Integer state, String operation) {
                return new Outcome<>(state + 1, state + 1);
              }
            });
    assertThatThrownBy(
            () ->
                counter.assertHolds(
                    program,
                    () -> {
                      var map = new ConcurrentHashMap<String, Integer>();
                      return _ -> {
                        int next = map.getOrDefault("count", 0) + 1;
                        Thread.yield();
                        map.put("count", next);
                        return next;
                      };
                    },
                    ProgramRunner.onThreads(),
                    500))
        .isInstanceOf(AssertionError.class);
  }
}
