package dev.gil.testkit.rules;

import static dev.gil.spi.Trait.NEEDS_SERIALIZABLE;
import static dev.gil.testkit.rules.Probe.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gil.TaskNotSerializableException;
import dev.gil.spi.Block;
import dev.gil.spi.Body;
import dev.gil.spi.GilExecutor;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

/** S2: the forms in which tasks come: gil's, and the JDK's. */
final class FormRules {
  private FormRules() {}

  static List<Probe> all() {
    return List.of(
        rule("S2.1", "() -> value runs", "GilExecutor#submit(Body)").by(FormRules::body),
        rule("S2.2", "() -> call() runs and yields null", "GilExecutor#submit(Block)")
            .by(FormRules::block),
        rule("S2.3", "a plain Callable runs where nothing travels", "GilExecutor#submit(Callable)")
            .without(NEEDS_SERIALIZABLE)
            .by(FormRules::callable),
        rule("S2.4", "a plain Runnable runs where nothing travels", "GilExecutor#submit(Runnable)")
            .without(NEEDS_SERIALIZABLE)
            .by(FormRules::runnable),
        rule("S2.5", "a plain Callable that must travel is refused", "GilExecutor#submit(Callable)")
            .proves(NEEDS_SERIALIZABLE)
            .by(FormRules::callableRefused),
        rule("S2.6", "a plain Runnable that must travel is refused", "GilExecutor#submit(Runnable)")
            .proves(NEEDS_SERIALIZABLE)
            .by(FormRules::runnableRefused),
        rule("S2.7", "a capture that cannot travel is refused by name", "GilExecutor#submit(Task)")
            .proves(NEEDS_SERIALIZABLE)
            .by(FormRules::captureRefused),
        rule("S2.8", "execute runs its task", "GilExecutor").by(FormRules::execute),
        rule("S2.9", "a task that execute ran and that failed harms nobody", "GilExecutor")
            .unexplored("is logged each time")
            .by(FormRules::executeFails));
  }

  private static void body(Trial t) throws Exception {
    GilExecutor pool = t.open();
    assertThat(t.<String>get(pool.submit(() -> "value"))).isEqualTo("value");
    Body<String> typed = () -> "typed";
    assertThat(t.<String>get(pool.submit(typed))).isEqualTo("typed");
  }

  private static void block(Trial t) throws Exception {
    GilExecutor pool = t.open();
    Marks m = t.marks();
    t.assertYieldsNull(pool.submit(() -> m.set("ran")));
    assertThat(m.isSet("ran")).as("the block ran").isTrue();
  }

  private static void callable(Trial t) throws Exception {
    Callable<String> plain = () -> "plain";
    assertThat(t.<String>get(t.open().submit(plain))).isEqualTo("plain");
  }

  private static void runnable(Trial t) throws Exception {
    AtomicInteger runs = new AtomicInteger();
    Runnable plain = runs::incrementAndGet;
    GilExecutor pool = t.open();
    t.assertYieldsNull(pool.submit(plain));
    assertThat(t.<String>get(pool.submit(plain, "result"))).isEqualTo("result");
    assertThat(runs).hasValue(2);
  }

  private static void callableRefused(Trial t) {
    AtomicInteger ranHere = new AtomicInteger();
    Callable<Integer> plain = ranHere::incrementAndGet;
    GilExecutor pool = t.open();
    assertThatThrownBy(() -> pool.submit(plain))
        .isInstanceOf(TaskNotSerializableException.class)
        .hasMessageContaining("Body");
    assertThat(ranHere).as("runs in the submitter's JVM").hasValue(0);
  }

  private static void runnableRefused(Trial t) {
    AtomicInteger ranHere = new AtomicInteger();
    Runnable plain = ranHere::incrementAndGet;
    GilExecutor pool = t.open();
    assertThatThrownBy(() -> pool.submit(plain))
        .isInstanceOf(TaskNotSerializableException.class)
        .hasMessageContaining("Block");
    assertThatThrownBy(() -> pool.execute(plain)).isInstanceOf(TaskNotSerializableException.class);
    assertThat(ranHere).as("runs in the submitter's JVM").hasValue(0);
  }

  private static void captureRefused(Trial t) {
    Thread captured = Thread.currentThread();
    GilExecutor pool = t.open();
    assertThatThrownBy(() -> pool.submit(gil -> captured.getName()))
        .isInstanceOf(TaskNotSerializableException.class)
        .hasMessageContaining("java.lang.Thread")
        .hasMessageContaining("captured variable 1");
  }

  private static void execute(Trial t) throws InterruptedException {
    Marks m = t.marks();
    Block task = () -> m.set("ran");
    t.open().execute(task);
    t.awaitMark("ran");
  }

  private static void executeFails(Trial t) throws Exception {
    Block fails =
        () -> {
          throw new IllegalStateException("meant to fail: a rule of the contract");
        };
    GilExecutor pool = t.open(t.narrow());
    pool.execute(fails);
    assertThat(t.<String>get(pool.submit(gil -> "next"))).isEqualTo("next");
  }
}
