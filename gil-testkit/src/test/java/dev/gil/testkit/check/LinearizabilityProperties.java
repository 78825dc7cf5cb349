package dev.gil.testkit.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class LinearizabilityProperties {
  private static final List<DequeOperation> OPERATIONS = List.of(DequeOperation.values());
  private static final Linearizability<DequeOperation> DEQUE =
      Linearizability.against(DequeOperation.model());

  /** Some calls that overlap somehow, with results that are right as often as not. */
  private static History<DequeOperation> history(Random random) {
    List<Call<DequeOperation>> calls = new ArrayList<>();
    for (int thread = 0; thread < 3; thread++) {
      long time = random.nextInt(4);
      for (int i = random.nextInt(3); i > 0; i--) {
        var operation = OPERATIONS.get(random.nextInt(6));
        boolean adds = operation.name().startsWith("ADD");
        int value = random.nextInt(3);
        Object result = adds ? (Object) true : value == 0 ? null : value;
        long called = 3L * time + thread; // no two calls begin at one moment
        time += 1 + random.nextInt(3);
        long returned = random.nextInt(8) == 0 ? Call.NEVER : 3 * time + thread;
        calls.add(new Call<>(thread, operation, result, called, returned));
        if (returned == Call.NEVER) {
          break;
        }
      }
    }
    return new History<>(calls);
  }

  /** Every order there is, without a memory. */
  private static boolean orderExists(List<Call<DequeOperation>> left, List<Integer> state) {
    if (left.stream().noneMatch(Call::hasReturned)) {
      return true;
    }
    for (Call<DequeOperation> next : left) {
      boolean first = left.stream().noneMatch(other -> other.returned() < next.called());
      var outcome = DequeOperation.model().apply(state, next.operation());
      boolean right = !next.hasReturned() || Objects.equals(outcome.result(), next.result());
      if (first && right) {
        List<Call<DequeOperation>> rest = new ArrayList<>(left);
        rest.remove(next);
        if (orderExists(rest, outcome.state())) {
          return true;
        }
      }
    }
    return false;
  }

  @Property(tries = 2_000)
  void theSearchFindsAnOrderIfThereIsOne(@ForAll long seed) {
    History<DequeOperation> history = history(new Random(seed));
    Linearization<DequeOperation> result = DEQUE.check(history);
    assertThat(result.found()).isEqualTo(orderExists(history.calls(), List.of()));
    if (!result.found()) {
      assertThat(orderExists(result.history().calls(), List.of()))
          .as("an order of the part that is shown")
          .isFalse();
    }
  }

  @Property(tries = 100)
  void aTokenIsItsProgram(@ForAll Program<DequeOperation> program) {
    assertThat(Program.parse(program.token(), OPERATIONS)).isEqualTo(program);
    assertThat(program.toString()).endsWith(program.token());
    assertThatThrownBy(() -> Program.parse(program.token(), List.of(1, 2, 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("other operations");
  }

  @Property(tries = 100)
  void theSmallestProgramFailsAndNothingCanBeLeftOut(
      @ForAll Program<DequeOperation> program, @ForAll @IntRange(max = 5) int kind) {
    DequeOperation needed = OPERATIONS.get(kind);
    if (occurrences(program, needed) == 0) {
      return;
    }
    Program<DequeOperation> smallest = program.smallest(p -> occurrences(p, needed) > 0);
    assertThat(smallest.size()).isEqualTo(1);
    assertThat(smallest.threads()).hasSize(1);
  }

  private static long occurrences(Program<DequeOperation> program, DequeOperation operation) {
    long count = 0;
    for (int thread = 0; thread < program.threads().size(); thread++) {
      count += program.operations(thread).stream().filter(operation::equals).count();
    }
    return count;
  }
}
