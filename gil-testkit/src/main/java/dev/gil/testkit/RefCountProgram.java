package dev.gil.testkit;

import dev.gil.GlobalLock;
import dev.gil.refcount.RefCountPolicy;
import dev.gil.refcount.RefCounted;
import dev.gil.spi.GilExecutor;
import dev.gil.spi.Trait;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What several threads do to a few shared {@link RefCounted} objects, as data: generated, printed,
 * shrunk, and run under any executor that shares the heap.
 *
 * <p>Balanced by construction: each thread is given a reference to every object, retains, uses and
 * releases what it owns, ends each round with what it began with, and gives its references up at
 * the end. The creator gives up its own before the threads begin, so the last reference goes while
 * they run. Where the counts are right, then, every object is disposed of exactly once, and never
 * while it is in use: {@link RefCountAudit} says what was not so.
 *
 * <p>Immutable. In jqwik, {@code @ForAll RefCountProgram} is one of {@link RefCountPrograms}.
 *
 * @param objects how many objects are shared, from 1 to 52
 * @param rounds how often each thread repeats its steps, at least 1
 * @param threads the steps of one round, thread by thread
 */
public record RefCountProgram(int objects, int rounds, List<List<Step>> threads) {
  /** What a thread does to an object that it owns a reference to. */
  public enum Verb {
    /** Adds a reference of its own. */
    RETAIN("+"),
    /** Looks at the object, which must be alive. */
    USE("?"),
    /** Gives a reference up that it added before. */
    RELEASE("-");

    private final String symbol;

    Verb(String symbol) {
      this.symbol = symbol;
    }
  }

  /**
   * One thing done to one object.
   *
   * @param verb what is done
   * @param object which object, from 0
   */
  public record Step(Verb verb, int object) {
    @Override
    public String toString() {
      return verb.symbol + (char) (object < 26 ? 'a' + object : 'A' + object - 26);
    }
  }

  /**
   * Checks that the program is balanced, and copies the lists.
   *
   * @param objects how many objects are shared, from 1 to 52
   * @param rounds how often each thread repeats its steps, at least 1
   * @param threads the steps of one round, thread by thread
   * @throws IllegalArgumentException if a number is out of range, or a thread releases what it has
   *     not retained or retains what it does not release
   */
  public RefCountProgram {
    if (objects < 1 || objects > 52) {
      throw new IllegalArgumentException("objects " + objects + " is outside 1 to 52");
    }
    if (rounds < 1) {
      throw new IllegalArgumentException("rounds " + rounds + " is less than 1");
    }
    threads = threads.stream().map(List::copyOf).toList();
    for (List<Step> steps : threads) {
      requireBalanced(objects, steps);
    }
  }

  private static void requireBalanced(int objects, List<Step> steps) {
    int[] retained = new int[objects];
    for (Step step : steps) {
      int change = step.verb() == Verb.RETAIN ? 1 : step.verb() == Verb.RELEASE ? -1 : 0;
      retained[step.object()] += change;
      if (retained[step.object()] < 0) {
        throw new IllegalArgumentException(step + " releases what was not retained: " + steps);
      }
    }
    if (IntStream.of(retained).anyMatch(left -> left != 0)) {
      throw new IllegalArgumentException("retains what it does not release: " + steps);
    }
  }

  /**
   * Makes a balanced program of any numbers: each says what its thread does next, as far as the
   * thread owns what it takes.
   *
   * @param objects how many objects are shared, from 1 to 52
   * @param rounds how often each thread repeats its steps
   * @param choices numbers, thread by thread
   * @return a program
   */
  public static RefCountProgram of(int objects, int rounds, List<List<Integer>> choices) {
    return new RefCountProgram(
        objects, rounds, choices.stream().map(thread -> balanced(objects, thread)).toList());
  }

  private static List<Step> balanced(int objects, List<Integer> choices) {
    int[] retained = new int[objects];
    List<Step> steps = new ArrayList<>();
    for (int choice : choices) {
      int object = Math.floorMod(choice, objects);
      Verb verb = Verb.values()[Math.floorMod(Math.floorDiv(choice, objects), 3)];
      if (verb == Verb.RELEASE && retained[object] == 0) {
        verb = Verb.RETAIN;
      }
      retained[object] += verb == Verb.RETAIN ? 1 : verb == Verb.RELEASE ? -1 : 0;
      steps.add(new Step(verb, object));
    }
    for (int object = 0; object < objects; object++) {
      for (int left = retained[object]; left > 0; left--) {
        steps.add(new Step(Verb.RELEASE, object));
      }
    }
    return steps;
  }

  /**
   * Makes a random program.
   *
   * @param random decides
   * @param objects how many objects are shared, from 1 to 52
   * @param threads how many threads
   * @param steps how many steps a round, before what balances them
   * @param rounds how often each thread repeats its steps
   * @return a program
   */
  public static RefCountProgram random(
      RandomGenerator random, int objects, int threads, int steps, int rounds) {
    List<List<Integer>> choices =
        IntStream.range(0, threads)
            .mapToObj(_ -> random.ints(steps, 0, 3 * objects).boxed().toList())
            .toList();
    return of(objects, rounds, choices);
  }

  /**
   * Runs the program with plain counts that a lock guards: the executor's, or, where it has none,
   * one of the program's own that its threads attach to. There is a checkpoint after each step and
   * a detached stretch after each round.
   *
   * @param pool shares the heap
   * @return what became of the objects: balanced, or the lock is broken
   * @throws ExecutionException if a thread failed otherwise than by the counts
   * @throws InterruptedException if interrupted while waiting for the threads
   */
  public RefCountAudit runGuarded(GilExecutor pool)
      throws ExecutionException, InterruptedException {
    if (pool.lock().isPresent()) {
      return RefCountRun.guarded(this, pool.lock().get()).on(pool);
    }
    try (GlobalLock own = GlobalLock.create("reference counts")) {
      return RefCountRun.guarded(this, own).on(pool);
    }
  }

  /**
   * Runs the program with counts of another kind, that no lock of the program's guards. The creator
   * of the objects, which owns BIASED ones, is the calling thread.
   *
   * @param policy of all objects; for GUARDED see {@link #runGuarded}
   * @param pool shares the heap
   * @return what became of the objects: balanced where the policy is for several threads
   * @throws IllegalArgumentException if {@code policy} is GUARDED
   * @throws ExecutionException if a thread failed otherwise than by the counts
   * @throws InterruptedException if interrupted while waiting for the threads
   */
  public RefCountAudit runWith(RefCountPolicy policy, GilExecutor pool)
      throws ExecutionException, InterruptedException {
    return RefCountRun.of(this, policy).on(pool);
  }

  /**
   * Runs the program with plain counts that nothing guards: the experiment that shows what the lock
   * is for. {@link RefCountPolicy#UNGUARDED}.
   *
   * @param pool shares the heap
   * @return what became of the objects: on several cores, seldom balanced
   * @throws ExecutionException if a thread failed otherwise than by the counts
   * @throws InterruptedException if interrupted while waiting for the threads
   */
  public RefCountAudit runUnguarded(GilExecutor pool)
      throws ExecutionException, InterruptedException {
    return runWith(RefCountPolicy.UNGUARDED, pool);
  }

  static void requireSharedHeap(GilExecutor pool) {
    if (!pool.strategy().traits().contains(Trait.SHARES_HEAP)) {
      throw new IllegalArgumentException(
          "strategy \"" + pool.strategy().id() + "\" does not share the heap, so no objects");
    }
  }

  /**
   * The program of its text, which a failing property prints.
   *
   * @param text by {@link #toString()}
   * @return the program
   * @throws IllegalArgumentException if it is no such text, or of a program that is not balanced
   */
  public static RefCountProgram parse(String text) {
    return RefCountText.parse(text);
  }

  /**
   * Thread by thread, as {@code 2 objects, 3 rounds: [+a ?b -a] [+b -b]}; to be {@linkplain #parse
   * parsed} again.
   */
  @Override
  public String toString() {
    return threads.stream()
        .map(RefCountProgram::text)
        .collect(Collectors.joining(" ", objects + " objects, " + rounds + " rounds: ", ""));
  }

  private static String text(List<Step> steps) {
    return steps.stream().map(Step::toString).collect(Collectors.joining(" ", "[", "]"));
  }
}
