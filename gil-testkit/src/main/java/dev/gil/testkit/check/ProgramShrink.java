package dev.gil.testkit.check;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Leaves out whole threads first, then stretches of operations, long ones before short ones. */
final class ProgramShrink {
  private ProgramShrink() {}

  static <O> Program<O> of(Program<O> failing, Predicate<Program<O>> fails) {
    Program<O> smallest = failing;
    for (int size = -1; size != smallest.size(); ) {
      size = smallest.size();
      smallest = withoutOperations(withoutThreads(smallest, fails), fails);
    }
    return smallest;
  }

  private static <O> Program<O> withoutThreads(Program<O> failing, Predicate<Program<O>> fails) {
    Program<O> smallest = failing;
    for (int thread = smallest.threads().size() - 1; thread >= 0; thread--) {
      List<List<Integer>> fewer = new ArrayList<>(smallest.threads());
      fewer.remove(thread);
      Program<O> candidate = new Program<>(smallest.alphabet(), fewer);
      smallest = fails.test(candidate) ? candidate : smallest;
    }
    return smallest;
  }

  private static <O> Program<O> withoutOperations(Program<O> failing, Predicate<Program<O>> fails) {
    Program<O> smallest = failing;
    for (int thread = 0; thread < smallest.threads().size(); thread++) {
      for (int length = smallest.threads().get(thread).size(); length > 0; length /= 2) {
        for (int from = 0; from + length <= smallest.threads().get(thread).size(); ) {
          Program<O> candidate = without(smallest, thread, from, length);
          if (fails.test(candidate)) {
            smallest = candidate;
          } else {
            from++;
          }
        }
      }
    }
    return smallest;
  }

  private static <O> Program<O> without(Program<O> program, int thread, int from, int length) {
    List<List<Integer>> threads = new ArrayList<>(program.threads());
    List<Integer> fewer = new ArrayList<>(threads.get(thread));
    fewer.subList(from, from + length).clear();
    threads.set(thread, fewer);
    return new Program<>(program.alphabet(), threads);
  }
}
