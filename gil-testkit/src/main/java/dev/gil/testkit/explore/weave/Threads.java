package dev.gil.testkit.explore.weave;

import dev.gil.testkit.explore.weave.Turns.Waiting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The threads of woven code. A {@link Thread} that it creates is never started: it is the handle of
 * an explored thread that runs its {@code run()}.
 */
final class Threads {
  private static final String[] COUNTED =
      IntStream.range(0, 64).mapToObj(i -> "Thread-" + i).toArray(String[]::new);

  private final WovenRun run;
  private @Nullable Thread[] handles = new @Nullable Thread[8];
  private boolean[] isAsleep = new boolean[8];
  private boolean[] hasEnded = new boolean[8];
  private final List<Joiner> joiners = new ArrayList<>();
  private int unnamed;

  Threads(WovenRun run) {
    this.run = run;
  }

  void begin() {
    Arrays.fill(handles, null);
    Arrays.fill(isAsleep, false);
    Arrays.fill(hasEnded, false);
    joiners.clear();
    unnamed = 0;
  }

  private void fit(int thread) {
    if (thread >= handles.length) {
      handles = Arrays.copyOf(handles, thread * 2);
      isAsleep = Arrays.copyOf(isAsleep, thread * 2);
      hasEnded = Arrays.copyOf(hasEnded, thread * 2);
    }
  }

  /** Starts the thread that {@code handle} stands for. */
  @SuppressWarnings({"DoNotCall", "UnnecessaryMethodReference"}) // it runs on an explored thread
  void start(Thread handle) {
    ObjectState state = run.objects.of(handle);
    if (state.thread >= 0 || handle.getState() != Thread.State.NEW) {
      throw new IllegalThreadStateException(name(handle) + " was started before");
    }
    // Virtual threads are daemons too, but one that outlives a test is hardly meant to.
    boolean isDaemon = handle.isDaemon() && !ThreadCalls.isVirtual(handle, 0);
    int number = fork(name(handle), handle::run, isDaemon, handle);
    run.objects.of(handle).thread = number;
  }

  /** Starts a thread of a task that has no handle of its own. */
  int fork(String name, Runnable body, boolean isDaemon, @Nullable Thread handle) {
    int[] number = new int[1];
    number[0] = run.turns.fork(name, () -> runToEnd(number, body, handle), isDaemon);
    fit(number[0]);
    handles[number[0]] = handle;
    return number[0];
  }

  private void runToEnd(int[] number, Runnable body, @Nullable Thread handle) {
    try {
      if (handle != null && handle.isInterrupted()) {
        Thread.currentThread().interrupt();
      }
      body.run();
    } catch (Throwable e) {
      Thread.UncaughtExceptionHandler handler =
          handle == null ? null : handle.getUncaughtExceptionHandler();
      if (handle == null || handler == null || handler == handle.getThreadGroup()) {
        throw e;
      }
      handler.uncaughtException(handle, e);
    } finally {
      ended(number[0]);
    }
  }

  private void ended(int number) {
    hasEnded[number] = true;
    for (Joiner joiner : joiners) {
      if (joiner.awaited == number) {
        run.turns.ready(joiner.joining);
      }
    }
  }

  /** Waits for the end of the thread; false if the time was up first. */
  boolean join(Thread handle, long nanos) throws InterruptedException {
    int number = numberOf(handle);
    if (number < 0) {
      if (handle.getState() == Thread.State.NEW) {
        return false;
      }
      handle.join();
      return true;
    }
    throwIfInterrupted();
    int me = run.turns.running();
    long deadline = run.turns.now() + nanos;
    while (!hasEnded[number] && (nanos == 0 || run.turns.now() < deadline)) {
      Joiner joiner = new Joiner(me, number);
      joiners.add(joiner);
      sleepIn(me, true);
      if (nanos == 0) {
        run.block(Waiting.JOIN, run.turns.actor(number));
      } else {
        run.turns.blockUntil(Waiting.JOIN, run.turns.actor(number), deadline);
      }
      sleepIn(me, false);
      joiners.remove(joiner);
      throwIfInterrupted();
    }
    if (hasEnded[number]) {
      run.joined(me, number);
    }
    return hasEnded[number];
  }

  void sleep(long nanos) throws InterruptedException {
    throwIfInterrupted();
    int me = run.turns.running();
    long deadline = run.turns.now() + Math.max(nanos, 0);
    while (run.turns.now() < deadline) {
      sleepIn(me, true);
      run.turns.blockUntil(Waiting.SLEEP, null, deadline);
      sleepIn(me, false);
      throwIfInterrupted();
    }
  }

  void interrupt(Thread handle) {
    int known = numberOf(handle);
    int number = known < 0 ? run.turns.numberOf(handle) : known;
    if (number < 0) {
      handle.interrupt();
      return;
    }
    fit(number);
    if (!hasEnded[number]) {
      run.turns.thread(number).interrupt();
      if (isAsleep[number]) {
        run.turns.ready(number);
      }
    }
  }

  boolean isInterrupted(Thread handle) {
    int number = numberOf(handle);
    return number < 0
        ? handle.isInterrupted()
        : !hasEnded[number] && run.turns.thread(number).isInterrupted();
  }

  boolean isAlive(Thread handle) {
    int number = numberOf(handle);
    return number < 0 ? handle.isAlive() : !hasEnded[number];
  }

  Thread.State state(Thread handle) {
    int number = numberOf(handle);
    if (number < 0) {
      return handle.getState();
    }
    if (hasEnded[number]) {
      return Thread.State.TERMINATED;
    }
    return isAsleep[number] ? Thread.State.WAITING : Thread.State.RUNNABLE;
  }

  /** The thread that really runs what {@code handle} stands for. */
  Thread real(Thread handle) {
    int number = numberOf(handle);
    return number < 0 ? handle : run.turns.thread(number);
  }

  Thread current() {
    int me = run.turns.running();
    Thread handle = me < handles.length ? handles[me] : null;
    return handle == null ? Thread.currentThread() : handle;
  }

  /** The handle's name; names that count all threads of the JVM are counted anew. */
  String name(Thread handle) {
    String name = handle.getName();
    if (isCounted(name)) {
      ObjectState state = run.objects.of(handle);
      if (state.name == null) {
        state.name = numbered(unnamed++);
      }
      return state.name;
    }
    return name;
  }

  private static String numbered(int number) {
    return number < COUNTED.length ? COUNTED[number] : "Thread-" + number;
  }

  /** Whether the JVM made the name up. Without a pattern, as each start asks. */
  private static boolean isCounted(String name) {
    int from = "Thread-".length();
    return name.startsWith("Thread-")
        && name.length() > from
        && Character.isDigit(name.charAt(from))
        && Character.isDigit(name.charAt(name.length() - 1));
  }

  void throwIfInterrupted() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  void sleepIn(int thread, boolean isIn) {
    fit(thread);
    isAsleep[thread] = isIn;
  }

  /** What stands for the thread in decisions and reports; null if it was not started here. */
  @Nullable Object actor(Thread handle) {
    int number = numberOf(handle);
    return number < 0 ? null : run.turns.actor(number);
  }

  private int numberOf(Thread handle) {
    for (int i = 0; i < handles.length; i++) {
      if (handles[i] == handle) {
        return i;
      }
    }
    return -1;
  }

  private record Joiner(int joining, int awaited) {}
}
