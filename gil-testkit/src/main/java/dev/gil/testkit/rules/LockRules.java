package dev.gil.testkit.rules;

import static dev.gil.spi.Trait.LOCK_PER_WORKER;
import static dev.gil.spi.Trait.ONE_AT_A_TIME;
import static dev.gil.spi.Trait.OVERLAPS_BLOCKING;
import static dev.gil.spi.Trait.SAME_THREAD;
import static dev.gil.spi.Trait.SHARES_HEAP;
import static dev.gil.testkit.rules.Probe.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gil.Attachment;
import dev.gil.AttachmentException;
import dev.gil.GlobalLock;
import dev.gil.LockClosedException;
import dev.gil.spi.GilExecutor;
import dev.gil.spi.TaskFuture;
import java.util.List;

/** S10: whose lock tasks run under, and what they may do with it. */
final class LockRules {
  private LockRules() {}

  static List<Probe> all() {
    return List.of(
        rule(
                "S10.1",
                "tasks run under a lent lock, which stays open",
                "StrategySettings#lock(GlobalLock)")
            .needs(ONE_AT_A_TIME, SHARES_HEAP)
            .by(LockRules::lentLock),
        rule("S10.2", "a lent lock is refused where there is none", "Strategies#open")
            .without(ONE_AT_A_TIME, LOCK_PER_WORKER)
            .by(LockRules::lentLockRefused),
        rule("S10.3", "a private lock is refused by workers", "Trait#LOCK_PER_WORKER")
            .proves(LOCK_PER_WORKER)
            .by(LockRules::privateLockRefused),
        rule(
                "S10.4",
                "a shared lock is in each worker its own of the name",
                "Trait#LOCK_PER_WORKER")
            .proves(LOCK_PER_WORKER)
            .by(LockRules::sharedLockByName),
        rule("S10.5", "an executor closes the lock that it made", "GilExecutor#lock()")
            .needs(ONE_AT_A_TIME)
            .unexplored("asks about the executor's own lock, which is not explored")
            .by(LockRules::ownLock),
        rule("S10.6", "a task may attach again", "GlobalLock#attach()")
            .needsAnyOf(ONE_AT_A_TIME, LOCK_PER_WORKER)
            .by(LockRules::reentrant),
        rule("S10.7", "a detached task lets another in", "Trait#OVERLAPS_BLOCKING")
            .needs(ONE_AT_A_TIME)
            .without(SAME_THREAD) // S12.5 asks its async tasks
            .proves(OVERLAPS_BLOCKING)
            .by(LockRules::detachedLetsAnotherIn),
        rule("S10.8", "a task cannot close its own attachment", "Attachment#close()")
            .by(LockRules::ownAttachment),
        rule("S10.9", "an attachment left open fails the task, and is ended", "Job#run()")
            .needsAnyOf(ONE_AT_A_TIME, LOCK_PER_WORKER)
            .by(LockRules::leftOpen),
        rule("S10.10", "a foreign lock left open fails the task, and is given up", "Job#run()")
            .by(LockRules::foreignLeftOpen),
        rule("S10.11", "a detached scope left open fails the task, and is ended", "Job#run()")
            .needsAnyOf(ONE_AT_A_TIME, LOCK_PER_WORKER)
            .by(LockRules::detachedLeftOpen),
        rule("S10.12", "between tasks the lock is free", "GilExecutor#lock()")
            .needs(ONE_AT_A_TIME, SHARES_HEAP)
            .by(LockRules::freeBetweenTasks),
        rule("S10.13", "a task has given the lock up when its future is done", "Job#run()")
            .needs(ONE_AT_A_TIME, SHARES_HEAP)
            .by(LockRules::givenUpBeforeDone),
        rule("S10.14", "a task's session keeps the lock at its checkpoints", "GlobalLock#session")
            .needs(ONE_AT_A_TIME, SHARES_HEAP)
            .by(LockRules::session));
  }

  private static void lentLock(Trial t) throws Exception {
    try (GlobalLock lent = t.lock("lent")) {
      GilExecutor pool = t.open(t.settings().lock(lent));
      assertThat(pool.lock()).containsSame(lent);
      boolean underIt = t.get(pool.submit(gil -> lent.isHeld() && gil.lock().get() == lent));
      assertThat(underIt).as("the task held the lent lock").isTrue();
      pool.close();
      try (var _ = lent.attach()) {
        assertThat(lent.isHeld()).as("open after the executor was closed").isTrue();
      }
    }
  }

  private static void lentLockRefused(Trial t) {
    try (GlobalLock lent = t.lock("lent")) {
      assertThatThrownBy(() -> t.open(t.settings().lock(lent)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("lent");
    }
  }

  private static void privateLockRefused(Trial t) {
    try (GlobalLock mine = GlobalLock.create("of-this-jvm")) {
      assertThatThrownBy(() -> t.open(t.settings().lock(mine)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("of-this-jvm")
          .hasMessageContaining("GlobalLock.shared");
    }
  }

  private static void sharedLockByName(Trial t) throws Exception {
    GlobalLock shared = GlobalLock.shared("contract-shared");
    GilExecutor pool = t.open(t.settings().lock(shared));
    String name = t.get(pool.submit(gil -> shared.isHeld() ? gil.lock().get().name() : "not held"));
    assertThat(name).isEqualTo("contract-shared");
  }

  private static void ownLock(Trial t) throws Exception {
    GilExecutor pool = t.open();
    GlobalLock own = pool.lock().orElseThrow();
    t.<String>get(pool.submit(gil -> "used"));
    t.assertEnds(pool);
    assertThatThrownBy(own::attach).isInstanceOf(LockClosedException.class);
  }

  private static void reentrant(Trial t) throws Exception {
    boolean held =
        t.get(
            t.open()
                .submit(
                    gil -> {
                      GlobalLock lock = gil.lock().orElseThrow();
                      try (Attachment inner = lock.attach()) {
                        inner.checkpoint();
                      }
                      return lock.isHeld();
                    }));
    assertThat(held).as("attached after the inner attachment was closed").isTrue();
  }

  private static void detachedLetsAnotherIn(Trial t) throws Exception {
    GilExecutor pool = t.open(t.wide());
    Marks m = t.marks();
    TaskFuture<?> first =
        pool.run(
            gil -> {
              m.set("first-attached");
              gil.detached(() -> m.await("second-ran"));
            });
    t.awaitMark("first-attached");
    TaskFuture<?> second = pool.run(gil -> m.set("second-ran"));
    t.get(second);
    t.get(first);
  }

  private static void ownAttachment(Trial t) throws Exception {
    String said =
        t.get(
            t.open()
                .submit(
                    gil -> {
                      try {
                        gil.close();
                        return "closed";
                      } catch (AttachmentException e) {
                        gil.checkpoint();
                        return "refused, "
                            + gil.lock()
                                .map(lock -> lock.isHeld() ? "held" : "lost")
                                .orElse("held");
                      }
                    }));
    assertThat(said).isEqualTo("refused, held");
  }

  private static void leftOpen(Trial t) throws Exception {
    GilExecutor pool = t.open(t.narrow());
    Throwable cause = t.failureOf(pool.submit(gil -> gil.lock().orElseThrow().attach() == gil));
    assertThat(cause).isInstanceOf(AttachmentException.class).hasMessageContaining("still open");
    assertThat(t.<String>get(pool.submit(gil -> "next"))).isEqualTo("next");
  }

  private static void foreignLeftOpen(Trial t) throws Exception {
    GilExecutor pool = t.open(t.narrow());
    String name = "contract-foreign-" + t.subject().strategy().id();
    Throwable cause = t.failureOf(pool.submit(gil -> GlobalLock.shared(name).attach() == gil));
    assertThat(cause).isInstanceOf(AttachmentException.class).hasMessageContaining(name);
    boolean stillHeld = t.get(pool.submit(gil -> GlobalLock.shared(name).isHeld()));
    assertThat(stillHeld).as("held by the thread of the next task").isFalse();
    boolean free =
        t.get(
            pool.submit(
                gil -> {
                  try (Attachment taken = GlobalLock.shared(name).tryAttach()) {
                    return taken != null;
                  }
                }));
    assertThat(free).as("the lock could be taken").isTrue();
  }

  @SuppressWarnings("resource") // leaving the scope open is the point
  private static void detachedLeftOpen(Trial t) throws Exception {
    GilExecutor pool = t.open(t.narrow());
    Throwable cause = t.failureOf(pool.submit(gil -> gil.detach().hashCode()));
    assertThat(cause).isInstanceOf(AttachmentException.class).hasMessageContaining("still open");
    assertThat(t.<String>get(pool.submit(gil -> "next"))).isEqualTo("next");
  }

  private static void freeBetweenTasks(Trial t) throws Exception {
    GilExecutor pool = t.open(t.wide());
    GlobalLock lock = pool.lock().orElseThrow();
    for (int i = 0; i < 20; i++) {
      t.<String>get(pool.submit(gil -> "used"));
      try (Attachment taken = lock.attach(t.subject().patience())) {
        assertThat(taken).isNotNull();
      }
    }
  }

  /** A dependent is run by whoever completes the future: it may not have the lock then. */
  private static void givenUpBeforeDone(Trial t) throws Exception {
    GilExecutor pool = t.open(t.narrow());
    GlobalLock lock = pool.lock().orElseThrow();
    Marks m = t.marks();
    TaskFuture<String> task =
        pool.submit(
            gil -> {
              m.spin("go");
              return "value";
            });
    var held = task.thenApply(_ -> lock.isHeld());
    m.set("go");
    assertThat(t.<Boolean>get(held.toCompletableFuture()))
        .as("held by the thread that completed the future")
        .isFalse();
  }

  private static void session(Trial t) throws Exception {
    GilExecutor pool = t.open(t.wide());
    GlobalLock lock = pool.lock().orElseThrow();
    Marks m = t.marks();
    TaskFuture<?> task =
        pool.run(
            gil -> {
              try (Attachment kept = lock.session("of a rule")) {
                m.set("inside");
                while (!m.isSet("asked")) {
                  kept.checkpoint();
                }
                m.write("log", "session ends");
              }
            });
    t.awaitMark("inside");
    TaskFuture<?> other = pool.run(gil -> m.write("log", "other"));
    m.set("asked");
    t.get(task);
    t.get(other);
    assertThat(m.lines("log")).containsExactly("session ends", "other");
  }
}
