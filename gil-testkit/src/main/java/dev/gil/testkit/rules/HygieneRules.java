package dev.gil.testkit.rules;

import static dev.gil.spi.Trait.SAME_THREAD;
import static dev.gil.testkit.rules.Probe.rule;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.Gil;
import dev.gil.spi.GilExecutor;
import dev.gil.spi.TaskFuture;
import java.util.ArrayList;
import java.util.List;

/** S14: a task finds its thread as it should be, and leaves nothing to the next. */
final class HygieneRules {
  private HygieneRules() {}

  static List<Probe> all() {
    return List.of(
        rule("S14.1", "all tasks run on one thread", "Trait#SAME_THREAD")
            .proves(SAME_THREAD)
            .by(HygieneRules::sameThread),
        rule("S14.2", "a task starts with the interrupt flag clear", "GilExecutor")
            .by(HygieneRules::interruptFlag),
        rule("S14.3", "an interrupt that a task sets stays with it", "GilExecutor")
            .by(HygieneRules::interruptLeftBehind),
        rule("S14.4", "a context class loader that a task sets stays with it", "GilExecutor")
            .by(HygieneRules::contextClassLoader),
        rule("S14.5", "the submitter is not attached by submitting", "GilExecutor")
            .by(HygieneRules::submitter));
  }

  private static void sameThread(Trial t) throws Exception {
    GilExecutor pool = t.open(t.wide());
    List<TaskFuture<Long>> futures = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      futures.add(pool.submit(gil -> Thread.currentThread().threadId()));
    }
    t.failureOf(
        pool.submit(
            gil -> {
              throw new Oops.Fatal("may not cost the thread");
            }));
    futures.add(pool.submit(gil -> Thread.currentThread().threadId()));
    List<Long> ids = new ArrayList<>();
    for (TaskFuture<Long> future : futures) {
      ids.add(t.<Long>get(future));
    }
    assertThat(ids.stream().distinct()).as("threads of the tasks").hasSize(1);
  }

  private static void interruptFlag(Trial t) throws Exception {
    GilExecutor pool = t.open(t.narrow());
    for (int i = 0; i < 3; i++) {
      boolean interrupted = t.get(pool.submit(gil -> Thread.currentThread().isInterrupted()));
      assertThat(interrupted).as("interrupted at its start").isFalse();
    }
  }

  private static void interruptLeftBehind(Trial t) throws Exception {
    GilExecutor pool = t.open(t.narrow());
    t.get(pool.run(gil -> Thread.currentThread().interrupt()));
    boolean interrupted = t.get(pool.submit(gil -> Thread.currentThread().isInterrupted()));
    assertThat(interrupted).as("the interrupt of the task before").isFalse();
  }

  private static void contextClassLoader(Trial t) throws Exception {
    GilExecutor pool = t.open(t.narrow());
    t.get(
        pool.run(
            gil ->
                Thread.currentThread()
                    .setContextClassLoader(
                        new ClassLoader("left by a task", ClassLoader.getSystemClassLoader()) {})));
    String name =
        t.get(
            pool.submit(
                gil -> {
                  ClassLoader loader = Thread.currentThread().getContextClassLoader();
                  return loader == null ? "none" : String.valueOf(loader.getName());
                }));
    assertThat(name).as("the context class loader of the next task").isNotEqualTo("left by a task");
  }

  private static void submitter(Trial t) throws Exception {
    GilExecutor pool = t.open(t.narrow());
    TaskFuture<String> future = pool.submit(gil -> "value");
    assertThat(Gil.attached()).as("attached after submit").isFalse();
    t.<String>get(future);
    assertThat(Gil.attached()).as("attached after get").isFalse();
  }
}
