package dev.gil.testkit;

import dev.gil.Attachment;
import dev.gil.GlobalLock;
import dev.gil.refcount.RefCountPolicy;
import dev.gil.refcount.RefCounted;
import dev.gil.refcount.ReferenceCountException;
import dev.gil.spi.GilExecutor;
import dev.gil.spi.TaskFuture;
import dev.gil.testkit.RefCountAudit.Kind;
import dev.gil.testkit.RefCountAudit.Violation;
import dev.gil.testkit.RefCountProgram.Step;
import java.io.Serial;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One run of a program, over objects of its own. */
final class RefCountRun {
  /** How long a thread looks out for the others before it starts without them. */
  private static final int LOOKS = 1_000_000;

  private final RefCountProgram program;
  private final @Nullable GlobalLock guard;
  private final List<Counted> objects = new ArrayList<>();
  private final Queue<Violation> violations = new ConcurrentLinkedQueue<>();
  private final AtomicLong operations = new AtomicLong();
  private final AtomicInteger started = new AtomicInteger();

  private RefCountRun(
      RefCountProgram program, @Nullable GlobalLock guard, Supplier<Counted> maker) {
    this.program = program;
    this.guard = guard;
    for (int i = 0; i < program.objects(); i++) {
      objects.add(maker.get());
    }
  }

  static RefCountRun guarded(RefCountProgram program, GlobalLock lock) {
    return new RefCountRun(program, lock, () -> new Counted(lock));
  }

  static RefCountRun of(RefCountProgram program, RefCountPolicy policy) {
    return new RefCountRun(program, null, () -> new Counted(policy));
  }

  RefCountAudit on(GilExecutor pool) throws ExecutionException, InterruptedException {
    RefCountProgram.requireSharedHeap(pool);
    locked(this::share);
    List<TaskFuture<?>> threads = new ArrayList<>();
    for (int i = 0; i < program.threads().size(); i++) {
      int thread = i;
      threads.add(pool.run(gil -> run(gil, thread)));
    }
    for (TaskFuture<?> thread : threads) {
      thread.get();
    }
    var _ = RefCounted.mergeQueued(); // of those that this thread owns
    locked(this::audit);
    return new RefCountAudit(List.copyOf(violations), operations.get());
  }

  private void locked(Runnable body) {
    GlobalLock lock = guard;
    if (lock == null) {
      body.run();
    } else {
      lock.<@Nullable Void, RuntimeException>call(
          () -> {
            body.run();
            return null;
          });
    }
  }

  /** A reference for each thread; the creator's own is given up. */
  private void share() {
    for (Counted object : objects) {
      for (int i = 0; i < program.threads().size(); i++) {
        object.retain();
      }
      object.release();
    }
  }

  private void run(Attachment gil, int thread) {
    GlobalLock lock = guard;
    if (lock == null) {
      startTogether();
      steps(gil, thread);
    } else if (lock.isHeld()) {
      steps(gil, thread);
    } else {
      startTogether();
      try (Attachment own = lock.attach()) {
        steps(own, thread);
      }
    }
  }

  /** All threads race from the same moment, if so many run at once; else this one just starts. */
  private void startTogether() {
    started.incrementAndGet();
    for (int i = 0; i < LOOKS && started.get() < program.threads().size(); i++) {
      Thread.onSpinWait();
    }
  }

  private void steps(Attachment gil, int thread) {
    List<Step> steps = program.threads().get(thread);
    long done = 0;
    @Nullable Step at = null;
    try {
      for (int round = 0; round < program.rounds(); round++) {
        for (Step step : steps) {
          at = step;
          take(step);
          done++;
          gil.checkpoint();
        }
        at = null;
        if (guard != null) {
          gil.detached(() -> Thread.onSpinWait());
        }
      }
      for (Counted object : objects) {
        object.release();
        done++;
        gil.checkpoint();
      }
    } catch (ReferenceCountException | UsedAfterFree e) {
      violations.add(new Violation(kindOf(at, e), "thread " + thread + ": " + e.getMessage()));
    } finally {
      operations.addAndGet(done);
    }
  }

  private void take(Step step) {
    Counted object = objects.get(step.object());
    switch (step.verb()) {
      case RETAIN -> object.retain();
      case RELEASE -> object.release();
      case USE -> object.use();
    }
  }

  private static Kind kindOf(@Nullable Step at, RuntimeException e) {
    if (e instanceof UsedAfterFree || (at != null && at.verb() == RefCountProgram.Verb.USE)) {
      return Kind.USED_AFTER_FREE;
    }
    return at != null && at.verb() == RefCountProgram.Verb.RETAIN
        ? Kind.RETAINED_AFTER_FREE
        : Kind.RELEASED_TOO_OFTEN;
  }

  private void audit() {
    boolean allStepsDone = violations.isEmpty();
    for (int i = 0; i < objects.size(); i++) {
      Counted object = objects.get(i);
      int disposals = object.disposals.get();
      String which = "object " + new Step(RefCountProgram.Verb.USE, i).toString().substring(1);
      if (disposals > 1) {
        violations.add(
            new Violation(Kind.FREED_TWICE, which + " was disposed of " + disposals + " times"));
      }
      if (object.references() != 0 && allStepsDone) {
        violations.add(
            new Violation(
                Kind.LOST_UPDATE,
                which + " has " + object.references() + " references, and all were given up"));
      }
      if (disposals == 0 || object.references() != 0) {
        violations.add(
            new Violation(
                Kind.LEAKED,
                which
                    + " has "
                    + object.references()
                    + " references that nobody owns; it was disposed of "
                    + disposals
                    + " times"));
      }
    }
  }

  /** Thrown by an object that was disposed of in the middle of its use. */
  private static final class UsedAfterFree extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;

    UsedAfterFree(String message) {
      super(message);
    }
  }

  private static final class Counted extends RefCounted {
    final AtomicInteger disposals = new AtomicInteger();

    Counted(GlobalLock lock) {
      super(lock);
    }

    Counted(RefCountPolicy policy) {
      super(policy);
    }

    void use() {
      requireAlive();
      if (disposals.get() != 0) {
        throw new UsedAfterFree("was used after it had been disposed of");
      }
    }

    @Override
    protected void onZero() {
      disposals.incrementAndGet();
    }
  }
}
