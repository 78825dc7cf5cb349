package dev.gil.testkit.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.GlobalLock;
import dev.gil.spi.GilExecutor;
import dev.gil.spi.Strategies;
import dev.gil.spi.StrategySettings;
import dev.gil.spi.Trait;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One run of one rule: opens executors and ends them, and waits with a limit. For one thread. */
final class Trial implements AutoCloseable {
  private static final long NANOS_OF_ROUNDS = 2_000_000_000;

  private final long start = System.nanoTime();
  private final Subject subject;
  private final Ground ground;
  private final Deque<GilExecutor> opened = new ArrayDeque<>();

  Trial(Subject subject, Ground ground) {
    this.subject = subject;
    this.ground = ground;
  }

  Subject subject() {
    return subject;
  }

  boolean has(Trait trait) {
    return subject.has(trait);
  }

  Marks marks() {
    return ground.marks();
  }

  /** How often to repeat what is repeated so often on real threads. */
  int times(int often) {
    return ground.times(often);
  }

  /** A place where another thread may come between. */
  void pause() {
    ground.pause();
  }

  /** Lets others run until all of them wait, where that can be told. */
  void rest() {
    ground.rest();
  }

  /** Runs something on a thread of its own. */
  void start(String name, Runnable body) {
    ground.start(name, body);
  }

  /** A private lock, to be closed. */
  GlobalLock lock(String label) {
    return ground.lock(label);
  }

  StrategySettings settings() {
    return subject.settings();
  }

  /** As few workers as there can be, so that tasks wait for each other. */
  StrategySettings narrow() {
    return settings().workers(1).inFlight(1);
  }

  /** Enough workers for two tasks at once. */
  StrategySettings wide() {
    return settings().workers(Math.max(2, settings().workers()));
  }

  /**
   * Whether a rule that repeats itself goes on: as often as it likes, but where executors are slow
   * to start, only as often as there is time. A kept rule is kept in every round.
   */
  boolean again(int round, int most) {
    return round < ground.times(most) && (round < 3 || System.nanoTime() - start < NANOS_OF_ROUNDS);
  }

  GilExecutor open() {
    return open(settings());
  }

  GilExecutor open(StrategySettings with) {
    GilExecutor pool = Strategies.open(subject.strategy(), ground.settings(subject, with));
    opened.push(pool);
    return pool;
  }

  /** An executor in which every further task waits until the mark {@code go} is set. */
  GilExecutor occupied(StrategySettings with) throws Exception {
    GilExecutor pool = open(with);
    Marks m = marks();
    for (int i = 0; i < subject.tasksAtOnce(); i++) {
      String started = "occupant-" + i;
      var _ =
          pool.run(
              gil -> {
                m.set(started);
                m.spin("go");
              });
      awaitMark(started);
    }
    return pool;
  }

  void awaitMark(String name) throws InterruptedException {
    if (ground.polls()) {
      eventually("the mark \"" + name + '"', () -> marks().isSet(name));
    } else {
      marks().await(name);
    }
  }

  /** Polls until something is so; fails when patience ends. */
  void eventually(String what, BooleanSupplier isSo) {
    long start = System.nanoTime();
    for (int times = 0; !isSo.getAsBoolean(); times++) {
      if (System.nanoTime() - start > subject.patience().toNanos()) {
        throw new AssertionError(
            what + " did not come within " + subject.patience() + '\n' + ThreadDump.text());
      }
      ground.poll(times);
    }
  }

  <T extends @Nullable Object> T get(Future<T> future) throws Exception {
    try {
      return future.get(subject.patience().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw late(e);
    }
  }

  private AssertionError late(TimeoutException e) {
    return new AssertionError(
        "the future was not done within " + subject.patience() + '\n' + ThreadDump.text(), e);
  }

  void assertYieldsNull(Future<?> future) throws Exception {
    @Nullable Object value = get(future);
    assertThat(value).isNull();
  }

  /** As {@link #get}, for a callback: a failure is text. */
  String join(Future<String> future) {
    try {
      return get(future);
    } catch (Exception e) {
      return e.toString();
    }
  }

  /** What a task failed with. */
  Throwable failureOf(Future<?> future) throws Exception {
    try {
      @Nullable Object value = get(future);
      throw new AssertionError("expected a failure; the task returned " + value);
    } catch (ExecutionException e) {
      return Objects.requireNonNull(e.getCause(), "the cause of the future's exception");
    }
  }

  void assertCancelled(Future<?> future) throws Exception {
    try {
      @Nullable Object value = get(future);
      throw new AssertionError("expected a cancel; the task returned " + value);
    } catch (CancellationException e) {
      assertThat(future.isCancelled()).as("isCancelled").isTrue();
    }
  }

  /** Closes to new tasks, and waits until all is gone. */
  void assertEnds(GilExecutor pool) throws InterruptedException {
    pool.shutdown();
    assertThat(pool.awaitTermination(subject.patience().toNanos(), TimeUnit.NANOSECONDS))
        .as(() -> "ended within " + subject.patience() + ": " + pool + '\n' + ThreadDump.text())
        .isTrue();
  }

  private boolean ends(GilExecutor pool) {
    try {
      return pool.awaitTermination(subject.patience().toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the rule ran out of time, which has been said
      return false;
    }
  }

  /** Ends what was opened, by force. */
  @Override
  public void close() throws IOException {
    opened.forEach(GilExecutor::shutdownNow);
    boolean ended = true;
    for (GilExecutor pool : opened) {
      ended &= ends(pool);
    }
    ground.close();
    assertThat(ended).as("ended after shutdownNow, when the rule itself was done").isTrue();
  }
}
