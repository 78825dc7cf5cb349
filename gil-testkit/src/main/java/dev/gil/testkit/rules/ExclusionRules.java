package dev.gil.testkit.rules;

import static dev.gil.spi.Trait.ONE_AT_A_TIME;
import static dev.gil.spi.Trait.SHARES_HEAP;
import static dev.gil.testkit.rules.Probe.rule;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.Attachment;
import dev.gil.GlobalLock;
import dev.gil.spi.GilExecutor;
import dev.gil.spi.TaskFuture;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** S11: one task at a time, under one lock, whoever else wants it. */
final class ExclusionRules {
  private static final int TASKS = 4;
  private static final int TURNS = 5_000;

  /** In the first, a thread that is slow to start may find the others done. */
  private static final int ROUNDS = 10;

  private ExclusionRules() {}

  static List<Probe> all() {
    return List.of(
        rule("S11.1", "tasks that add to a plain field lose nothing", "Trait#ONE_AT_A_TIME")
            .needs(SHARES_HEAP)
            .proves(ONE_AT_A_TIME)
            .by(ExclusionRules::noLostUpdate),
        rule("S11.2", "one task is inside at any time", "Trait#ONE_AT_A_TIME")
            .needs(SHARES_HEAP)
            .proves(ONE_AT_A_TIME)
            .by(ExclusionRules::oneInside),
        rule(
                "S11.3",
                "two executors over one lock have one task inside",
                "StrategySettings#lock(GlobalLock)")
            .needs(ONE_AT_A_TIME, SHARES_HEAP)
            .by(ExclusionRules::twoExecutors),
        rule("S11.4", "a foreign thread that attaches excludes the tasks", "GilExecutor#lock()")
            .needs(ONE_AT_A_TIME, SHARES_HEAP)
            .by(ExclusionRules::foreignThread),
        rule("S11.5", "a task is alone in its executor's lock", "Trait#ONE_AT_A_TIME")
            .proves(ONE_AT_A_TIME)
            .by(ExclusionRules::underTheExecutorsLock),
        rule("S11.6", "who attaches gets in between two checkpoints of a task", "GlobalLock")
            .needs(ONE_AT_A_TIME, SHARES_HEAP)
            .by(ExclusionRules::letsAnAttachIn));
  }

  /** State that only a lock makes safe. */
  private static final class Shared {
    private final Runnable pause;
    private int count;
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger mostInside = new AtomicInteger();

    Shared(Runnable pause) {
      this.pause = pause;
    }

    /** A stretch without a checkpoint, into which another thread may come. */
    void enter() {
      int now = inside.incrementAndGet();
      mostInside.accumulateAndGet(now, Math::max);
      int before = count;
      pause.run();
      count = before + 1;
      inside.decrementAndGet();
    }
  }

  private static void turns(Attachment gil, Shared shared, int turns) {
    for (int i = 0; i < turns; i++) {
      shared.enter();
      gil.checkpoint();
    }
  }

  private static Shared load(Trial t, GilExecutor first, GilExecutor second) throws Exception {
    Shared shared = new Shared(t::pause);
    int turns = t.times(TURNS);
    List<TaskFuture<?>> futures = new ArrayList<>();
    for (int i = 0; i < TASKS; i++) {
      GilExecutor pool = i % 2 == 0 ? first : second;
      futures.add(pool.run(gil -> turns(gil, shared, turns)));
    }
    for (TaskFuture<?> future : futures) {
      t.get(future);
    }
    return shared;
  }

  private static void noLostUpdate(Trial t) throws Exception {
    GilExecutor pool = t.open(t.wide());
    for (int round = 0; t.again(round, ROUNDS); round++) {
      assertThat(load(t, pool, pool).count).as("the plain field").isEqualTo(TASKS * t.times(TURNS));
    }
  }

  private static void oneInside(Trial t) throws Exception {
    GilExecutor pool = t.open(t.wide());
    for (int round = 0; t.again(round, ROUNDS); round++) {
      assertThat(load(t, pool, pool).mostInside).as("most tasks inside at once").hasValue(1);
    }
  }

  private static void twoExecutors(Trial t) throws Exception {
    try (GlobalLock lent = t.lock("lent to two")) {
      GilExecutor first = t.open(t.wide().lock(lent));
      GilExecutor second = t.open(t.wide().lock(lent));
      Shared shared = load(t, first, second);
      assertThat(shared.mostInside).as("most tasks inside at once").hasValue(1);
      assertThat(shared.count).as("the plain field").isEqualTo(TASKS * t.times(TURNS));
      t.assertEnds(first);
      t.assertEnds(second);
    }
  }

  private static void foreignThread(Trial t) throws Exception {
    GilExecutor pool = t.open(t.wide());
    Shared shared = new Shared(t::pause);
    int turns = t.times(TURNS);
    int mine = t.times(TURNS / 10);
    TaskFuture<?> task = pool.run(gil -> turns(gil, shared, turns));
    GlobalLock lock = pool.lock().orElseThrow();
    for (int i = 0; i < mine; i++) {
      try (var _ = lock.attach()) {
        shared.enter();
      }
    }
    t.get(task);
    assertThat(shared.mostInside).as("most threads inside at once").hasValue(1);
    assertThat(shared.count).as("the plain field").isEqualTo(turns + mine);
  }

  private static void underTheExecutorsLock(Trial t) throws Exception {
    GilExecutor pool = t.open(t.wide());
    GlobalLock lock = pool.lock().orElseThrow();
    Marks m = t.marks();
    TaskFuture<?> task =
        pool.run(
            gil -> {
              m.set("inside");
              m.spin("go");
            });
    t.awaitMark("inside");
    try (Attachment taken = lock.tryAttach()) {
      assertThat(taken).as("an attachment while a task runs").isNull();
    } finally {
      m.set("go");
    }
    t.get(task);
  }

  private static void letsAnAttachIn(Trial t) throws Exception {
    GilExecutor pool = t.open(t.narrow());
    Marks m = t.marks();
    TaskFuture<?> endless =
        pool.run(
            gil -> {
              m.set("looping");
              while (true) {
                gil.checkpoint();
              }
            });
    t.awaitMark("looping");
    try (Attachment in = pool.lock().orElseThrow().attach(t.subject().patience())) {
      assertThat(in).isNotNull();
    }
    endless.cancel(true);
    t.assertEnds(pool);
  }
}
