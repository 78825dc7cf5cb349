package dev.gil.testkit.rules;

import static dev.gil.spi.Trait.KILLS_RUNNING_TASKS;
import static dev.gil.spi.Trait.OVERLAPS_BLOCKING;
import static dev.gil.spi.Trait.PARALLEL_CPU;
import static dev.gil.spi.Trait.SAME_THREAD;
import static dev.gil.spi.Trait.SHARES_HEAP;
import static dev.gil.testkit.rules.Probe.rule;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.Attachment;
import dev.gil.TaskCancelledException;
import dev.gil.kernel.CancelPoll;
import dev.gil.kernel.KernelPins;
import dev.gil.kernel.Kernels;
import dev.gil.kernel.NativeKernel;
import dev.gil.refcount.RefCountPolicy;
import dev.gil.refcount.RefCountedSegment;
import dev.gil.spi.GilExecutor;
import dev.gil.spi.TaskFuture;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/** S18: a task may run kernels, whatever the strategy. */
final class KernelRules {
  private static final int CROWD = 16;

  private KernelRules() {}

  static List<Probe> all() {
    return List.of(
        rule("S18.1", "a kernel runs without the task's lock and returns with it", "Kernels")
            .by(KernelRules::withoutTheLock),
        rule("S18.2", "kernels of two tasks run at once", "Kernels")
            .needsAnyOf(OVERLAPS_BLOCKING, PARALLEL_CPU)
            .without(SAME_THREAD)
            .by(KernelRules::overlap),
        rule("S18.3", "pins are given up whichever way a kernel ends", "KernelPins")
            .by(KernelRules::pinsAreGivenUp),
        rule("S18.4", "cancel(true) ends a kernel at its next poll", "CancelPoll#poll()")
            .unexplored("computes for as long as it likes, without a point")
            .by(KernelRules::cancelEnds),
        rule("S18.5", "a cancelled kernel leaves its task attached and nothing pinned", "Kernels")
            .without(KILLS_RUNNING_TASKS)
            .unexplored("computes for as long as it likes, without a point")
            .by(KernelRules::cancelLeavesNothing),
        rule("S18.6", "a buffer released in the middle lives to the last unpin", "KernelPins")
            .needs(SHARES_HEAP)
            .needsAnyOf(OVERLAPS_BLOCKING, PARALLEL_CPU)
            .without(SAME_THREAD)
            .by(KernelRules::releasedInTheMiddle),
        rule("S18.7", "a kernel attaches, and runs another, in its body", "Kernels")
            .by(KernelRules::nested),
        rule("S18.8", "more kernels than processors all end", "Kernels")
            .unexplored("takes more steps than an execution has")
            .by(KernelRules::crowd),
        rule("S18.9", "a task sees what the kernels of the task before it wrote", "Kernels")
            .needs(SHARES_HEAP)
            .unexplored("takes more steps than an execution has")
            .by(KernelRules::kernelBeforeTask));
  }

  private static boolean isHeld(Attachment gil) {
    return gil.lock().map(lock -> lock.isHeld()).orElse(false);
  }

  private static RefCountedSegment buffer() {
    return RefCountedSegment.allocate(64, RefCountPolicy.ATOMIC);
  }

  private static void withoutTheLock(Trial t) throws Exception {
    String seen =
        t.get(
            t.open()
                .submit(
                    gil -> {
                      boolean before = isHeld(gil);
                      boolean inside = Kernels.run(gil, pins -> cancel -> isHeld(gil));
                      boolean noToken = Kernels.run(pins -> cancel -> isHeld(gil));
                      boolean after = isHeld(gil);
                      return inside || noToken || before != after ? "wrong" : "right";
                    }));
    assertThat(seen).isEqualTo("right");
  }

  private static void overlap(Trial t) throws Exception {
    GilExecutor pool = t.open(t.wide());
    TaskFuture<Boolean> first = meeting(t, pool, "first", "second");
    TaskFuture<Boolean> second = meeting(t, pool, "second", "first");
    assertThat(t.<Boolean>get(first)).isTrue();
    assertThat(t.<Boolean>get(second)).isTrue();
  }

  /** A kernel that computes until the other one has begun. */
  private static TaskFuture<Boolean> meeting(Trial t, GilExecutor pool, String me, String other) {
    Marks m = t.marks();
    return pool.submit(
        gil ->
            Kernels.run(
                gil,
                pins ->
                    cancel -> {
                      m.set(me);
                      return spun(m, other);
                    }));
  }

  private static boolean spun(Marks m, String name) {
    try {
      m.spin(name);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static void pinsAreGivenUp(Trial t) throws Exception {
    String seen =
        t.get(
            t.open()
                .submit(
                    gil -> {
                      RefCountedSegment buffer = buffer();
                      int inside = Kernels.run(gil, pins -> counting(pins, buffer));
                      int returned = buffer.pins();
                      int thrown = pinsAfter(gil, buffer, pins -> failing(pins, buffer));
                      int refused = pinsAfter(gil, buffer, pins -> refusing(pins, buffer));
                      boolean held = isHeld(gil) == gil.lock().isPresent();
                      boolean freed = buffer.release();
                      return inside + " " + returned + thrown + refused + " " + held + freed;
                    }));
    assertThat(seen).isEqualTo("2 000 truetrue");
  }

  private static NativeKernel.Body<Integer> counting(KernelPins pins, RefCountedSegment buffer) {
    var _ = pins.reads(buffer, 0, 32);
    var _ = pins.writes(buffer, 32, 32);
    return cancel -> buffer.pins();
  }

  private static NativeKernel.Body<Integer> failing(KernelPins pins, RefCountedSegment buffer) {
    var _ = pins.updates(buffer);
    return cancel -> {
      throw new ArithmeticException("in the body");
    };
  }

  private static NativeKernel.Body<Integer> refusing(KernelPins pins, RefCountedSegment buffer) {
    var _ = pins.reads(buffer);
    throw new ArithmeticException("in prepare");
  }

  private static int pinsAfter(
      Attachment gil, RefCountedSegment buffer, NativeKernel<Integer> kernel) {
    try {
      return -Kernels.<Integer>run(gil, kernel);
    } catch (ArithmeticException e) {
      return buffer.pins();
    }
  }

  private static void cancelEnds(Trial t) throws Exception {
    GilExecutor pool = t.open(t.narrow());
    Marks m = t.marks();
    TaskFuture<Boolean> endless =
        pool.submit(gil -> Kernels.run(gil, pins -> cancel -> pollingForEver(m, cancel)));
    t.awaitMark("started");
    assertThat(endless.cancel(true)).isTrue();
    t.assertCancelled(endless);
    TaskFuture<String> next = pool.submit(gil -> Kernels.run(gil, pins -> cancel -> "next"));
    assertThat(t.<String>get(next)).isEqualTo("next");
  }

  private static boolean pollingForEver(Marks m, CancelPoll cancel) {
    m.set("started");
    while (true) {
      cancel.poll();
    }
  }

  private static void cancelLeavesNothing(Trial t) throws Exception {
    GilExecutor pool = t.open(t.narrow());
    Marks m = t.marks();
    TaskFuture<?> endless =
        pool.run(
            gil -> {
              RefCountedSegment buffer = buffer();
              try {
                var _ = Kernels.<Boolean>run(gil, pins -> polling(m, pins, buffer));
              } catch (TaskCancelledException e) {
                boolean held = isHeld(gil) == gil.lock().isPresent();
                m.write("log", held + " " + buffer.pins() + " " + buffer.release());
                throw e;
              }
            });
    t.awaitMark("started");
    assertThat(endless.cancel(true)).isTrue();
    t.assertEnds(pool);
    assertThat(m.lines("log")).containsExactly("true 0 true");
  }

  private static NativeKernel.Body<Boolean> polling(
      Marks m, KernelPins pins, RefCountedSegment buffer) {
    var _ = pins.writes(buffer);
    return cancel -> pollingForEver(m, cancel);
  }

  private static void releasedInTheMiddle(Trial t) throws Exception {
    GilExecutor pool = t.open(t.wide());
    Marks m = t.marks();
    RefCountedSegment buffer = buffer();
    TaskFuture<Long> kernel =
        pool.submit(
            gil ->
                Kernels.run(
                    gil,
                    pins -> {
                      MemorySegment memory = pins.writes(buffer);
                      return cancel -> {
                        m.set("pinned");
                        boolean released = spun(m, "released");
                        memory.set(JAVA_LONG, 0, released ? 7 : 0);
                        return memory.get(JAVA_LONG, 0);
                      };
                    }));
    t.awaitMark("pinned");
    TaskFuture<?> release =
        pool.run(
            gil -> {
              assertThat(buffer.release()).isTrue();
              assertThat(buffer.pins()).isEqualTo(1);
              m.set("released");
            });
    t.assertYieldsNull(release);
    assertThat(t.<Long>get(kernel)).isEqualTo(7);
    assertThat(buffer.pins()).as("pins at the end").isZero();
  }

  private static void nested(Trial t) throws Exception {
    TaskFuture<Integer> outer =
        t.open().submit(gil -> Kernels.run(gil, pins -> cancel -> 2 * nestedIn(gil)));
    assertThat(t.<Integer>get(outer)).isEqualTo(42);
  }

  private static int nestedIn(Attachment task) {
    int inner = Kernels.run(pins -> cancel -> 20);
    if (task.lock().isEmpty()) {
      return inner + 1;
    }
    try (Attachment upcall = task.lock().get().attach()) {
      int more = Kernels.run(upcall, pins -> cancel -> isHeld(task) ? 0 : 1);
      return isHeld(task) ? inner + more : 0;
    }
  }

  private static void crowd(Trial t) throws Exception {
    GilExecutor pool = t.open(t.settings().workers(Math.max(2, t.settings().workers())));
    List<TaskFuture<Integer>> futures = new ArrayList<>();
    for (int i = 0; i < CROWD; i++) {
      futures.add(
          pool.submit(
              gil -> {
                int sum = 0;
                for (int round = 0; round < 50; round++) {
                  sum += Kernels.run(gil, pins -> cancel -> nestedIn(gil));
                  gil.checkpoint();
                }
                return sum;
              }));
    }
    for (TaskFuture<Integer> future : futures) {
      assertThat(t.<Integer>get(future)).isEqualTo(50 * 21);
    }
  }

  private static void kernelBeforeTask(Trial t) throws Exception {
    GilExecutor pool = t.open(t.wide());
    RefCountedSegment buffer = buffer();
    for (int i = 1; i <= 200; i++) {
      long round = i;
      TaskFuture<?> write =
          pool.run(
              gil ->
                  Kernels.execute(
                      gil,
                      pins -> {
                        MemorySegment memory = pins.writes(buffer);
                        return cancel -> memory.set(JAVA_LONG, 8, round);
                      }));
      t.assertYieldsNull(write);
      long seen = t.get(pool.submit(gil -> buffer.segment().get(JAVA_LONG, 8)));
      assertThat(seen).isEqualTo(round);
    }
    assertThat(buffer.release()).isTrue();
  }
}
