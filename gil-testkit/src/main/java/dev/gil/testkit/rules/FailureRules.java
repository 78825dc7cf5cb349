package dev.gil.testkit.rules;

import static dev.gil.spi.Trait.NEEDS_SERIALIZABLE;
import static dev.gil.spi.Trait.SHARES_HEAP;
import static dev.gil.testkit.rules.Probe.rule;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.ResultNotSerializableException;
import dev.gil.spi.GilExecutor;
import dev.gil.spi.TaskFuture;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;

/** S3: what a task throws is the cause of what its future throws. */
final class FailureRules {
  private FailureRules() {}

  static List<Probe> all() {
    return List.of(
        rule("S3.1", "a checked exception arrives as the cause", "Task#run(Attachment)")
            .by(FailureRules::checked),
        rule("S3.2", "the cause is the very exception thrown", "Task#run(Attachment)")
            .needs(SHARES_HEAP)
            .without(NEEDS_SERIALIZABLE)
            .by(FailureRules::untouched),
        rule("S3.3", "an exception that travelled has the worker's stack", "Task#run(Attachment)")
            .proves(NEEDS_SERIALIZABLE)
            .by(FailureRules::stackOfTheWorker),
        rule("S3.4", "an error arrives as the cause", "Job#run()").by(FailureRules::error),
        rule("S3.5", "a task's CompletionException is the cause, whole", "TaskFuture")
            .by(FailureRules::completionException),
        rule("S3.6", "a task's CancellationException is a failure, no cancel", "TaskFuture")
            .by(FailureRules::cancellationException),
        rule("S3.7", "the task after one that failed runs", "GilExecutor").by(FailureRules::next),
        rule("S3.8", "for one that cannot travel a stand-in names its class", "RemoteTask#run()")
            .proves(NEEDS_SERIALIZABLE)
            .by(FailureRules::standIn),
        rule("S3.9", "a stack overflow fails the task alone", "Job#run()")
            .by(FailureRules::overflow),
        rule("S3.10", "causes and suppressed exceptions arrive too", "Task#run(Attachment)")
            .by(FailureRules::withItsCauses),
        rule("S3.11", "no failure reaches the handler of the thread", "Job#run()")
            .needs(SHARES_HEAP)
            .by(FailureRules::handlerIsNotCalled));
  }

  private static void checked(Trial t) throws Exception {
    Throwable cause =
        t.failureOf(
            t.open()
                .submit(
                    gil -> {
                      throw new Oops("checked");
                    }));
    assertThat(cause).isExactlyInstanceOf(Oops.class).hasMessage("checked");
  }

  private static void untouched(Trial t) throws Exception {
    Oops mine = new Oops("mine");
    Throwable cause =
        t.failureOf(
            t.open()
                .submit(
                    gil -> {
                      throw mine;
                    }));
    assertThat(cause).isSameAs(mine);
    assertThat(cause.getSuppressed()).isEmpty();
  }

  private static void stackOfTheWorker(Trial t) throws Exception {
    Throwable cause = t.failureOf(t.open().submit(gil -> thrower()));
    assertThat(cause).isExactlyInstanceOf(Oops.class);
    assertThat(cause.getStackTrace())
        .as("the frames of the exception")
        .anyMatch(frame -> frame.getMethodName().equals("thrower"));
  }

  private static Object thrower() throws Oops {
    throw new Oops("from a method with a name");
  }

  private static void error(Trial t) throws Exception {
    Throwable cause =
        t.failureOf(
            t.open()
                .submit(
                    gil -> {
                      throw new Oops.Fatal("fatal to the task alone");
                    }));
    assertThat(cause).isExactlyInstanceOf(Oops.Fatal.class).hasMessage("fatal to the task alone");
  }

  private static void completionException(Trial t) throws Exception {
    Throwable cause =
        t.failureOf(
            t.open()
                .submit(
                    gil -> {
                      throw new CompletionException("of a stage inside", new Oops("inner"));
                    }));
    assertThat(cause).isExactlyInstanceOf(CompletionException.class);
    assertThat(cause).hasMessage("of a stage inside");
    assertThat(cause.getCause()).isExactlyInstanceOf(Oops.class);
  }

  private static void cancellationException(Trial t) throws Exception {
    TaskFuture<?> future =
        t.open()
            .submit(
                gil -> {
                  throw new CancellationException("of something else");
                });
    Throwable cause = t.failureOf(future);
    assertThat(cause).isInstanceOf(CancellationException.class).hasMessage("of something else");
    assertThat(future.isCancelled()).as("isCancelled").isFalse();
  }

  private static void next(Trial t) throws Exception {
    GilExecutor pool = t.open(t.narrow());
    for (int i = 0; i < 3; i++) {
      t.failureOf(
          pool.submit(
              gil -> {
                throw new Oops.Fatal("one of several");
              }));
      assertThat(t.<String>get(pool.submit(gil -> "next"))).isEqualTo("next");
    }
  }

  private static void standIn(Trial t) throws Exception {
    Throwable cause =
        t.failureOf(
            t.open()
                .submit(
                    gil -> {
                      throw new Oops.Stuck("stays there");
                    }));
    assertThat(cause).isInstanceOf(ResultNotSerializableException.class);
    assertThat(cause).hasMessageContaining("Oops$Stuck").hasMessageContaining("stays there");
  }

  private static void overflow(Trial t) throws Exception {
    GilExecutor pool = t.open(t.narrow());
    Throwable cause = t.failureOf(pool.submit(gil -> deeper(1)));
    assertThat(cause).isInstanceOf(StackOverflowError.class);
    assertThat(t.<String>get(pool.submit(gil -> "next"))).isEqualTo("next");
  }

  @SuppressWarnings("InfiniteRecursion") // that is its purpose
  private static int deeper(int level) {
    return deeper(level + 1) + level;
  }

  private static void withItsCauses(Trial t) throws Exception {
    Throwable cause =
        t.failureOf(
            t.open()
                .submit(
                    gil -> {
                      Oops outer = new Oops("outer");
                      outer.initCause(new Oops("its cause"));
                      outer.addSuppressed(new Oops("suppressed"));
                      throw outer;
                    }));
    assertThat(cause).isExactlyInstanceOf(Oops.class).hasMessage("outer");
    assertThat(cause.getCause()).isExactlyInstanceOf(Oops.class).hasMessage("its cause");
    assertThat(cause.getSuppressed()).hasSize(1);
  }

  private static void handlerIsNotCalled(Trial t) throws Exception {
    List<Throwable> escaped = new CopyOnWriteArrayList<>();
    GilExecutor pool = t.open(t.narrow());
    t.failureOf(
        pool.submit(
            gil -> {
              Thread.currentThread().setUncaughtExceptionHandler((_, e) -> escaped.add(e));
              throw new Oops.Fatal("of the task's own");
            }));
    t.assertEnds(pool);
    assertThat(escaped).as("what ended a thread").isEmpty();
  }
}
