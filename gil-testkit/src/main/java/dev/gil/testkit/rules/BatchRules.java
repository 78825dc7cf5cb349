package dev.gil.testkit.rules;

import static dev.gil.spi.Trait.IN_ORDER;
import static dev.gil.spi.Trait.PARALLEL_CPU;
import static dev.gil.spi.Trait.YIELDS_AT_CHECKPOINT;
import static dev.gil.testkit.rules.Probe.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gil.Gil;
import dev.gil.spi.Body;
import dev.gil.spi.GilExecutor;
import dev.gil.spi.TaskFuture;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** S4: several tasks at once, and the order of things. */
final class BatchRules {
  private BatchRules() {}

  static List<Probe> all() {
    return List.of(
        rule("S4.1", "map's results are in the order of the items", "GilExecutor#map")
            .by(BatchRules::mapOrder),
        rule("S4.2", "map applies its function once an item", "GilExecutor#map")
            .by(BatchRules::mapOnce),
        rule("S4.3", "map of nothing is nothing", "GilExecutor#map")
            .by(t -> assertThat(t.open().map(List.<Integer>of(), x -> x)).isEmpty()),
        rule("S4.4", "map names the item that failed, with its cause", "GilExecutor#map")
            .by(BatchRules::mapFailure),
        rule("S4.5", "map cancels the rest when an item fails", "GilExecutor#map")
            .needsAnyOf(IN_ORDER, PARALLEL_CPU, YIELDS_AT_CHECKPOINT)
            .by(BatchRules::mapCancelsTheRest),
        rule("S4.6", "map submits no faster than there is room", "GilExecutor#map")
            .by(BatchRules::mapWaitsForRoom),
        rule("S4.7", "invokeAll's futures are done, in the order of the tasks", "ExecutorService")
            .by(BatchRules::invokeAll),
        rule("S4.8", "invokeAll out of time cancels what is not done", "ExecutorService")
            .inRealTime()
            .by(BatchRules::invokeAllOutOfTime),
        rule("S4.9", "invokeAny returns the value of a task that succeeded", "ExecutorService")
            .by(BatchRules::invokeAny),
        rule("S4.10", "invokeAny fails when all tasks do", "ExecutorService")
            .by(BatchRules::invokeAnyFails),
        rule("S4.11", "tasks start in the order of their submits", "Trait#IN_ORDER")
            .proves(IN_ORDER)
            .by(BatchRules::inOrder),
        rule("S4.12", "invokeAll goes on when a task fails", "ExecutorService")
            .by(BatchRules::invokeAllWithAFailure));
  }

  private static void mapOrder(Trial t) throws Exception {
    List<Integer> items = IntStream.range(0, 50).boxed().toList();
    assertThat(t.open().map(items, item -> item * item))
        .isEqualTo(items.stream().map(item -> item * item).toList());
  }

  private static void mapOnce(Trial t) throws Exception {
    Marks m = t.marks();
    t.open()
        .map(
            List.of("a", "b", "c"),
            item -> {
              m.tally(item);
              return item;
            });
    assertThat(List.of(m.count("a"), m.count("b"), m.count("c"))).isEqualTo(List.of(1, 1, 1));
  }

  private static void mapFailure(Trial t) {
    GilExecutor pool = t.open();
    assertThatThrownBy(
            () ->
                pool.map(
                    List.of(1, 2, 3),
                    item -> {
                      if (item == 2) {
                        throw new Oops("item two");
                      }
                      return item;
                    }))
        .isExactlyInstanceOf(ExecutionException.class)
        .hasMessageContaining("item 1")
        .cause()
        .isExactlyInstanceOf(Oops.class)
        .hasMessage("item two");
  }

  private static void mapCancelsTheRest(Trial t) throws Exception {
    GilExecutor pool = t.open(t.wide());
    assertThatThrownBy(() -> pool.map(List.of("fails", "endless"), BatchRules::failOrLoop))
        .isExactlyInstanceOf(ExecutionException.class)
        .hasMessageContaining("item 0");
    t.assertEnds(pool);
  }

  private static String failOrLoop(String item) throws Oops {
    if (item.equals("fails")) {
      throw new Oops("the first");
    }
    while (true) {
      Gil.checkpoint();
    }
  }

  private static void mapWaitsForRoom(Trial t) throws Exception {
    List<Integer> items = IntStream.range(0, 30).boxed().toList();
    assertThat(t.open(t.narrow().queue(0)).map(items, item -> item)).isEqualTo(items);
  }

  private static void invokeAll(Trial t) throws Exception {
    List<Callable<Integer>> tasks = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      int number = i;
      tasks.add((Body<Integer>) () -> number);
    }
    List<Future<Integer>> futures = t.open().invokeAll(tasks);
    assertThat(futures).allMatch(Future::isDone);
    assertThat(futures.stream().map(Future::resultNow).toList())
        .isEqualTo(IntStream.range(0, 10).boxed().toList());
  }

  private static void invokeAllOutOfTime(Trial t) throws Exception {
    GilExecutor pool = t.open(t.narrow());
    Body<String> endless = () -> loop();
    List<Future<String>> futures = pool.invokeAll(List.of(endless), 50, TimeUnit.MILLISECONDS);
    assertThat(futures).hasSize(1).allMatch(Future::isCancelled);
    t.assertEnds(pool);
  }

  private static String loop() {
    while (true) {
      Gil.checkpoint();
    }
  }

  private static void invokeAny(Trial t) throws Exception {
    Body<String> fails =
        () -> {
          throw new Oops("not this one");
        };
    Body<String> works = () -> "works";
    assertThat(t.open().invokeAny(List.of(fails, works))).isEqualTo("works");
  }

  private static void invokeAnyFails(Trial t) {
    Body<String> fails =
        () -> {
          throw new Oops("neither");
        };
    GilExecutor pool = t.open();
    assertThatThrownBy(() -> pool.invokeAny(List.of(fails, fails)))
        .isExactlyInstanceOf(ExecutionException.class)
        .hasCauseExactlyInstanceOf(Oops.class);
  }

  private static void inOrder(Trial t) throws Exception {
    GilExecutor pool = t.occupied(t.wide());
    Marks m = t.marks();
    List<TaskFuture<?>> futures = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      String line = Integer.toString(i);
      expected.add(line);
      futures.add(pool.run(gil -> m.write("order", line)));
    }
    m.set("go");
    for (TaskFuture<?> future : futures) {
      t.get(future);
    }
    assertThat(m.lines("order")).isEqualTo(expected);
  }

  private static void invokeAllWithAFailure(Trial t) throws Exception {
    Body<String> works = () -> "works";
    Body<String> fails =
        () -> {
          throw new Oops("the one in the middle");
        };
    List<Future<String>> futures = t.open(t.narrow()).invokeAll(List.of(works, fails, works));
    assertThat(futures).allMatch(Future::isDone);
    assertThat(futures.stream().map(Future::state).toList())
        .isEqualTo(List.of(Future.State.SUCCESS, Future.State.FAILED, Future.State.SUCCESS));
  }
}
