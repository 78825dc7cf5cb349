package dev.gil.kernel;

import dev.gil.Attachment;
import dev.gil.GlobalLock;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * One random schedule: steps of two threads in a fixed order, each step done by its thread when it
 * is its turn. A kernel stays open over the steps that follow, the other thread's too; in it, its
 * thread's steps are done without the lock.
 */
final class BufferSchedule {
  private static final int THREADS = 2;
  private static final int STEPS = 40;
  private static final int DEEPEST = 3;
  private static final int MOST_BUFFERS = 4;

  /** What a step does. */
  private enum Action {
    ALLOCATE,
    RETAIN,
    RELEASE,
    RELEASE_AGAIN,
    PIN,
    UNPIN,
    USE,
    KERNEL,
    FAILING_KERNEL,
    END_OF_KERNEL
  }

  private record Step(int thread, Action action, int one, int other, boolean attached) {}

  /** Thrown by kernels that are to fail. */
  private static final class Meant extends RuntimeException {
    private static final long serialVersionUID = 1;

    Meant() {
      super("meant to fail", null, false, false);
    }
  }

  private final GlobalLock lock;
  private final long stamp;
  private final List<Step> steps = new ArrayList<>(STEPS);

  /** By whoever has the turn; published by {@link #turn}. */
  private final List<ModelBuffer> buffers = new ArrayList<>(MOST_BUFFERS);

  private volatile int turn;
  private volatile boolean failed;

  BufferSchedule(GlobalLock lock, long seed) {
    this.lock = lock;
    this.stamp = seed << 8;
    SplittableRandom random = new SplittableRandom(seed);
    Action[] actions = Action.values();
    for (int i = 0; i < STEPS; i++) {
      steps.add(
          new Step(
              random.nextInt(THREADS),
              i < 2 ? Action.ALLOCATE : actions[random.nextInt(actions.length)],
              random.nextInt(MOST_BUFFERS),
              random.nextInt(MOST_BUFFERS),
              random.nextBoolean()));
    }
  }

  /** The part of one thread; both must play. */
  void play(int me) {
    try {
      while (turn(me)) {
        try (Attachment gil = lock.attach()) {
          step(me, gil, steps.get(turn), 0);
        }
      }
    } catch (RuntimeException | Error e) {
      failed = true;
      throw e;
    }
  }

  /** Gives back what the steps left; by one thread, after both have played. */
  void end() {
    try (var _ = lock.attach()) {
      buffers.forEach(ModelBuffer::end);
    }
  }

  /** Waits for this thread's turn; false if the schedule is over. */
  private boolean turn(int me) {
    for (int looks = 0; ; looks++) {
      int now = turn;
      if (failed || now >= STEPS) {
        return false;
      }
      if (steps.get(now).thread() == me) {
        return true;
      }
      if (looks > 200) {
        Thread.yield();
      } else {
        Thread.onSpinWait();
      }
    }
  }

  /** By whoever has the turn. */
  private void pass() {
    int now = turn;
    turn = now + 1;
  }

  /** Does a step under the lock; passes the turn on, a kernel when it has begun. */
  private void step(int me, Attachment gil, Step step, int depth) {
    if (step.action() == Action.ALLOCATE && buffers.size() < MOST_BUFFERS) {
      boolean guarded = step.attached();
      buffers.add(new ModelBuffer(guarded ? lock : null, stamp + buffers.size()));
    }
    ModelBuffer one = buffers.get(step.one() % buffers.size());
    ModelBuffer other = buffers.get(step.other() % buffers.size());
    boolean kernel = step.action() == Action.KERNEL || step.action() == Action.FAILING_KERNEL;
    if (kernel && depth < DEEPEST) {
      kernel(me, gil, step, one, other, depth);
      return;
    }
    on(step, one);
    pass();
  }

  private static void on(Step step, ModelBuffer buffer) {
    switch (step.action()) {
      case RETAIN -> buffer.retain();
      case RELEASE -> buffer.release();
      case RELEASE_AGAIN -> {
        buffer.release();
        buffer.release();
      }
      case PIN -> buffer.pin();
      case UNPIN -> buffer.unpin();
      case ALLOCATE, USE, KERNEL, FAILING_KERNEL, END_OF_KERNEL -> buffer.use();
    }
    buffer.look();
  }

  private void kernel(
      int me, Attachment gil, Step step, ModelBuffer one, ModelBuffer other, int depth) {
    boolean fits = one != other && one.isAlive() && other.isAlive();
    boolean fails = step.action() == Action.FAILING_KERNEL;
    boolean[] ran = {false};
    try {
      Kernels.execute(
          gil,
          pins -> {
            var _ = pins.reads(one.buffer());
            var _ = pins.writes(other.buffer());
            return cancel -> {
              ran[0] = true;
              one.kernelBegins();
              other.kernelBegins();
              pass();
              inBody(me, one, other, depth + 1);
              if (fails) {
                throw new Meant();
              }
            };
          });
      require(fits && !fails, "a kernel ran that should have failed");
    } catch (Meant e) {
      require(fits && fails, "a kernel failed that should have run");
    } catch (RuntimeException e) {
      require(!fits && !ran[0], "a kernel was refused: " + e);
    }
    require(lock.isHeld(), "the lock is not held after a kernel");
    if (ran[0]) {
      one.kernelEnds();
      other.kernelEnds();
    }
    pass();
  }

  /** This thread's steps up to the end of the kernel, or of the schedule. */
  private void inBody(int me, ModelBuffer one, ModelBuffer other, int depth) {
    while (turn(me)) {
      Step step = steps.get(turn);
      require(!lock.isHeld(), "the lock is held in a kernel");
      one.look();
      other.look();
      if (step.action() == Action.END_OF_KERNEL) {
        return;
      }
      if (step.attached()) {
        try (Attachment upcall = lock.attach()) {
          step(me, upcall, step, depth);
        }
      } else {
        on(step, buffers.get(step.one() % buffers.size()));
        pass();
      }
    }
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }
}
