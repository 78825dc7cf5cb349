package dev.gil.testkit.rules;

import static dev.gil.spi.Trait.ONE_AT_A_TIME;
import static dev.gil.spi.Trait.OVERLAPS_BLOCKING;
import static dev.gil.spi.Trait.SAME_THREAD;
import static dev.gil.spi.Trait.SHARES_HEAP;
import static dev.gil.testkit.rules.Probe.rule;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.spi.GilExecutor;
import dev.gil.spi.TaskFuture;
import dev.gil.trace.LockListener;
import dev.gil.trace.Trace;
import dev.gil.trace.TraceRecorder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** S19: what a listener of the executor's lock hears. */
final class ToldRules {
  private ToldRules() {}

  static List<Probe> all() {
    return List.of(
        rule(
                "S19.1",
                "a listener hears of holds, by the name of the executor's lock",
                "StrategySettings#listener(LockListener)")
            .needs(ONE_AT_A_TIME, SHARES_HEAP)
            .inRealTime()
            .by(ToldRules::hearsHolds),
        rule("S19.2", "a listener that throws harms no task", "LockListener")
            .needs(ONE_AT_A_TIME, SHARES_HEAP)
            .by(ToldRules::throwing),
        rule("S19.3", "the holds that were heard of do not overlap", "Trace#overlappingHolds()")
            .needs(ONE_AT_A_TIME, SHARES_HEAP)
            .by(ToldRules::holdsDoNotOverlap),
        rule("S19.4", "a listener hears of a detached stretch", "LockListener#detached")
            .needs(ONE_AT_A_TIME, OVERLAPS_BLOCKING, SHARES_HEAP)
            .without(SAME_THREAD)
            .inRealTime()
            .by(ToldRules::hearsDetached));
  }

  private static void hearsHolds(Trial t) throws Exception {
    Set<String> heard = ConcurrentHashMap.newKeySet();
    LockListener listener =
        new LockListener() {
          @Override
          public void held(String lock, Thread thread, long from, long to, boolean handedOver) {
            heard.add(lock);
          }
        };
    GilExecutor pool = t.open(t.wide().listener(listener));
    String name = pool.lock().orElseThrow().name();
    work(t, pool);
    t.eventually("a hold of \"" + name + '"', () -> heard.contains(name));
    assertThat(heard).as("locks heard of").containsExactly(name);
  }

  private static void throwing(Trial t) throws Exception {
    LockListener listener =
        new LockListener() {
          @Override
          public void held(String lock, Thread thread, long from, long to, boolean handedOver) {
            throw new IllegalStateException("meant to fail: a rule of the contract");
          }
        };
    GilExecutor pool = t.open(t.narrow().listener(listener));
    for (int i = 0; i < 3; i++) {
      int number = i;
      assertThat(t.<Integer>get(pool.submit(gil -> number))).isEqualTo(number);
    }
    t.assertEnds(pool);
  }

  private static void holdsDoNotOverlap(Trial t) throws Exception {
    TraceRecorder recorder = new TraceRecorder();
    GilExecutor pool = t.open(t.wide().listener(recorder));
    work(t, pool);
    t.assertEnds(pool);
    assertThat(recorder.trace().overlappingHolds()).as("nanoseconds with two holders").isZero();
  }

  private static void hearsDetached(Trial t) throws Exception {
    TraceRecorder recorder = new TraceRecorder();
    GilExecutor pool = t.open(t.wide().listener(recorder));
    Marks m = t.marks();
    TaskFuture<?> task = pool.run(gil -> gil.detached(() -> m.await("go")));
    m.set("go");
    t.get(task);
    t.assertEnds(pool);
    assertThat(recorder.trace().nanos(Trace.State.BLOCKED)).as("time spent detached").isPositive();
  }

  private static void work(Trial t, GilExecutor pool) throws Exception {
    List<TaskFuture<?>> futures = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      futures.add(
          pool.run(
              gil -> {
                for (int turn = 0; turn < 100; turn++) {
                  gil.checkpoint();
                }
              }));
    }
    for (TaskFuture<?> future : futures) {
      t.get(future);
    }
  }
}
