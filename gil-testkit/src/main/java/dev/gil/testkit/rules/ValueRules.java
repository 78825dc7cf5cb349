package dev.gil.testkit.rules;

import static dev.gil.spi.Trait.LOCK_PER_WORKER;
import static dev.gil.spi.Trait.NEEDS_SERIALIZABLE;
import static dev.gil.spi.Trait.ONE_AT_A_TIME;
import static dev.gil.spi.Trait.SHARES_HEAP;
import static dev.gil.testkit.rules.Probe.rule;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.ResultNotSerializableException;
import dev.gil.spi.GilExecutor;
import dev.gil.spi.TaskFuture;
import dev.gil.spi.TaskOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** S1: what goes in runs once, and what it returns comes out. */
final class ValueRules {
  private static final int MANY = 200;

  private ValueRules() {}

  static List<Probe> all() {
    return List.of(
        rule("S1.1", "the value of a task is that of its future", "GilExecutor#submit(Task)")
            .by(ValueRules::value),
        rule("S1.2", "a task may return null", "GilExecutor#submit(Task)")
            .by(
                t ->
                    assertThat(
                            t.<@Nullable Object>get(t.open().<@Nullable Object>submit(gil -> null)))
                        .isNull()),
        rule("S1.3", "a task without a value runs, and yields null", "GilExecutor#run(VoidTask)")
            .by(ValueRules::voidTask),
        rule("S1.4", "each of many tasks runs once and yields its own value", "Runner")
            .by(ValueRules::eachOnce),
        rule("S1.5", "a task sees the submitter's very object", "Trait#SHARES_HEAP")
            .proves(SHARES_HEAP)
            .without(NEEDS_SERIALIZABLE)
            .by(ValueRules::sameObject),
        rule("S1.6", "a task gets a copy of what it captures", "Trait#NEEDS_SERIALIZABLE")
            .proves(NEEDS_SERIALIZABLE)
            .by(ValueRules::copy),
        rule("S1.7", "a result that cannot travel fails the task and says so", "RemoteTask#run()")
            .proves(NEEDS_SERIALIZABLE)
            .by(ValueRules::resultThatCannotTravel),
        rule("S1.8", "a task's attachment is of a lock where there is one", "Task#run(Attachment)")
            .by(ValueRules::attachment),
        rule("S1.9", "progress reaches its listener, in order", "TaskOptions#onProgress(Progress)")
            .by(ValueRules::progress),
        rule("S1.10", "a large value arrives whole", "GilExecutor#submit(Task)")
            .by(ValueRules::large),
        rule("S1.11", "a task that a task submits runs", "GilExecutor#submit(Task)")
            .needs(SHARES_HEAP)
            .without(NEEDS_SERIALIZABLE)
            .by(ValueRules::submittedByATask));
  }

  private static void value(Trial t) throws Exception {
    int captured = 6;
    assertThat(t.<Integer>get(t.open().submit(gil -> captured * 7))).isEqualTo(42);
  }

  private static void voidTask(Trial t) throws Exception {
    Marks m = t.marks();
    t.assertYieldsNull(t.open().run(gil -> m.set("ran")));
    assertThat(m.isSet("ran")).as("the task ran").isTrue();
  }

  private static void eachOnce(Trial t) throws Exception {
    GilExecutor pool = t.open();
    Marks m = t.marks();
    List<TaskFuture<Integer>> futures = new ArrayList<>();
    for (int i = 0; i < t.times(MANY); i++) {
      int number = i;
      futures.add(
          pool.submit(
              gil -> {
                m.tally("run-" + number);
                return number;
              }));
    }
    for (int i = 0; i < t.times(MANY); i++) {
      assertThat(t.<Integer>get(futures.get(i))).isEqualTo(i);
    }
    for (int i = 0; i < t.times(MANY); i++) {
      assertThat(m.count("run-" + i)).as("runs of task " + i).isEqualTo(1);
    }
  }

  private static void sameObject(Trial t) throws Exception {
    Object mine = new Object();
    assertThat(t.<Object>get(t.open().submit(gil -> mine))).isSameAs(mine);
  }

  private static void copy(Trial t) throws Exception {
    int[] mine = {1};
    int theirs = t.get(t.open().submit(gil -> ++mine[0]));
    assertThat(theirs).isEqualTo(2);
    assertThat(mine[0]).as("the submitter's array, which no task may change").isEqualTo(1);
  }

  private static void resultThatCannotTravel(Trial t) throws Exception {
    Throwable cause = t.failureOf(t.open().submit(gil -> new Object()));
    assertThat(cause).isInstanceOf(ResultNotSerializableException.class);
    assertThat(cause).hasMessageContaining("java.lang.Object");
  }

  private static void attachment(Trial t) throws Exception {
    boolean expected = t.has(ONE_AT_A_TIME) || t.has(LOCK_PER_WORKER);
    boolean locked =
        t.get(
            t.open()
                .submit(
                    gil -> {
                      gil.checkpoint();
                      boolean held = gil.lock().map(lock -> lock.isHeld()).orElse(false);
                      boolean heldInside =
                          gil.detached(() -> gil.lock().map(lock -> lock.isHeld()).orElse(false));
                      return held && !heldInside;
                    }));
    assertThat(locked).as("attached, and not while detached").isEqualTo(expected);
  }

  private static void progress(Trial t) throws Exception {
    List<String> heard = new CopyOnWriteArrayList<>();
    TaskOptions options =
        TaskOptions.NONE.onProgress((done, total) -> heard.add(done + "/" + total));
    GilExecutor pool = t.open();
    t.<String>get(
        pool.submit(
            options,
            gil -> {
              gil.progress(1, 2);
              gil.progress(2, 2);
              return "done";
            }));
    t.eventually("progress 1/2 and 2/2", () -> heard.equals(List.of("1/2", "2/2")));
  }

  private static void large(Trial t) throws Exception {
    byte[] mine = new byte[1 << 20];
    new Random(1).nextBytes(mine);
    byte[] back = t.get(t.open().submit(gil -> mine.clone()));
    assertThat(Arrays.equals(mine, back)).as("the megabyte that came back is the same").isTrue();
  }

  private static void submittedByATask(Trial t) throws Exception {
    GilExecutor pool = t.open(t.narrow());
    List<TaskFuture<String>> inner = new CopyOnWriteArrayList<>();
    t.get(
        pool.run(
            gil -> {
              inner.add(pool.submit(innerGil -> "inner"));
            }));
    assertThat(t.<String>get(inner.getFirst())).isEqualTo("inner");
  }
}
