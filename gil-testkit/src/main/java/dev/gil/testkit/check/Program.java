package dev.gil.testkit.check;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What each of several threads does, operation by operation, as data: generated, printed, shrunk,
 * kept as a token, and run by a {@link ProgramRunner}.
 *
 * <p>Operations are values with a {@code toString} that tells them apart, such as enum constants or
 * records. Immutable, if they are.
 *
 * @param alphabet the operations that there are
 * @param threads for each thread the numbers of its operations in {@code alphabet}
 * @param <O> the operations
 */
public record Program<O>(List<O> alphabet, List<List<Integer>> threads) {
  /**
   * Checks the numbers and copies the lists.
   *
   * @param alphabet the operations that there are
   * @param threads numbers of operations, thread by thread
   * @throws IllegalArgumentException if a number is not one of an operation
   */
  public Program {
    alphabet = List.copyOf(alphabet);
    threads = threads.stream().map(List::copyOf).toList();
    for (List<Integer> numbers : threads) {
      for (int number : numbers) {
        if (number < 0 || number >= alphabet.size()) {
          throw new IllegalArgumentException(
              "operation " + number + " is outside 0 to " + (alphabet.size() - 1));
        }
      }
    }
  }

  /**
   * A program of operations, whose alphabet is what occurs in them.
   *
   * @param threads the operations, thread by thread
   * @param <O> the operations
   * @return a program
   */
  public static <O> Program<O> of(List<? extends List<? extends O>> threads) {
    Set<O> occurring = new LinkedHashSet<>();
    threads.forEach(occurring::addAll);
    List<O> alphabet = List.copyOf(occurring);
    List<List<Integer>> numbers = new ArrayList<>();
    for (List<? extends O> operations : threads) {
      numbers.add(operations.stream().map(alphabet::indexOf).toList());
    }
    return new Program<>(alphabet, numbers);
  }

  /**
   * What one thread does.
   *
   * @param thread from 0
   * @return its operations
   * @throws IndexOutOfBoundsException if there is no such thread
   */
  public List<O> operations(int thread) {
    return threads.get(thread).stream().map(alphabet::get).toList();
  }

  /**
   * How many operations there are in all threads.
   *
   * @return the sum
   */
  public int size() {
    return threads.stream().mapToInt(List::size).sum();
  }

  /**
   * The program in few characters, to be kept and {@linkplain #parse parsed} again.
   *
   * @return such as {@code program1:5f3a:0.2/1}
   */
  public String token() {
    return ProgramToken.of(this);
  }

  /**
   * The program of a token.
   *
   * @param token by {@link #token()}
   * @param alphabet the operations of the program that made the token
   * @param <O> the operations
   * @return the program
   * @throws IllegalArgumentException if it is no token, or one of another version or of other
   *     operations: it never stands for another program than the one that made it
   */
  public static <O> Program<O> parse(String token, List<O> alphabet) {
    return ProgramToken.parse(token, alphabet);
  }

  /**
   * The smallest program that still fails, found by leaving out threads and operations as long as
   * it does. Not the smallest of all, but nothing can be left out of it.
   *
   * @param fails whether a program fails; asked of this one too
   * @return this program or a part of it
   * @throws IllegalArgumentException if this program does not fail
   */
  public Program<O> smallest(Predicate<Program<O>> fails) {
    if (!fails.test(this)) {
      throw new IllegalArgumentException("does not fail: " + this);
    }
    return ProgramShrink.of(this, fails);
  }

  /** Thread by thread, with the token. */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    for (int thread = 0; thread < threads.size(); thread++) {
      out.append(
          operations(thread).stream()
              .map(Object::toString)
              .collect(Collectors.joining(", ", "[", "] ")));
    }
    return out.append(token()).toString();
  }
}
