package dev.gil.testkit.explore.weave;

import dev.gil.testkit.explore.weave.Site.Operation;
import dev.gil.testkit.explore.weave.Turns.Waiting;
import java.util.Arrays;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * One exploration of woven code: what of an execution lies beside its objects.
 *
 * <p>Used by one thread at a time, the one whose turn it is. At most one is active in a JVM.
 */
final class WovenRun {
  private static @Nullable WovenRun active;

  final Turns turns;
  final ObjectTable objects = new ObjectTable();
  final @Nullable RaceClocks clocks;
  final SyncClock tasks;
  final Threads threads;
  private final WeavingLoader loader;
  private final Monitors monitors;
  private final RaceReports reports;
  private final Rows rows;
  private final OutsideCalls calls;
  private final ObjectState taskState = new ObjectState();
  private int initializers;
  private @Nullable ObjectState[] pending = new @Nullable ObjectState[8];
  private SplittableRandom random = new SplittableRandom(0);
  private final long seed;
  private Set<String> inside = Set.of();
  private int pools;

  WovenRun(WeavingLoader loader, Turns turns, long seed) {
    this.loader = loader;
    this.turns = turns;
    this.seed = seed;
    tasks = taskState.clock;
    clocks = loader.clocks();
    monitors = new Monitors(this);
    reports = new RaceReports(this);
    rows = new Rows(this);
    calls = new OutsideCalls(this);
    threads = new Threads(this);
  }

  /** The exploration whose turn the calling thread has, or null. */
  static @Nullable WovenRun current() {
    WovenRun run = active;
    return run != null && run.turns.isRunning(Thread.currentThread()) ? run : null;
  }

  /** The active exploration, whichever thread asks. */
  static @Nullable WovenRun active() {
    return active;
  }

  void activate() {
    active = this;
  }

  void deactivate() {
    active = null;
    objects.clear();
  }

  WeavingLoader loader() {
    return loader;
  }

  /** Points inside these classes of the JDK, and those that they declare, are of this run. */
  void inside(Set<String> types) {
    inside = types;
  }

  boolean isInside(String className) {
    return inside.contains(JdkPoints.outermost(className));
  }

  /** Before each execution, and before its first thread. */
  void begin() {
    objects.begin();
    threads.begin();
    initializers = 0;
    pools = 0;
    random = new SplittableRandom(seed);
    Arrays.fill(pending, null);
    if (clocks != null) {
      clocks.begin();
    }
    if (!loader.statics().isEmpty()) {
      initializers++;
      loader.statics().reset();
      initializers--;
    }
  }

  /** A thread was forked; -1 has forked the first. */
  void forked(int parent, int child) {
    if (child >= pending.length) {
      pending = Arrays.copyOf(pending, child * 2);
    }
    if (clocks != null) {
      if (parent >= 0) {
        finishCall(parent);
      }
      clocks.fork(parent);
    }
  }

  /** A thread has seen the end of another. */
  void joined(int thread, int ended) {
    if (clocks != null) {
      finishCall(ended);
      clocks.join(thread, ended);
    }
  }

  boolean isAtomic() {
    return initializers > 0;
  }

  void beginInitializer() {
    initializers++;
  }

  void endInitializer() {
    initializers--;
  }

  /** A point before an operation; the object is null for a static member. */
  void point(Operation operation, @Nullable Object object, int site) {
    if (initializers == 0) {
      turns.point(operation, object, site);
    }
  }

  Monitors monitors() {
    return monitors;
  }

  RaceReports reports() {
    return reports;
  }

  Rows rows() {
    return rows;
  }

  OutsideCalls calls() {
    return calls;
  }

  /** The one clock of all executors, futures and their tasks. */
  ObjectState taskState() {
    return taskState;
  }

  /** Before a field is accessed; whether the race check or the trace wants more of it. */
  boolean access(Operation operation, Object object, int site) {
    if (initializers != 0) {
      return false;
    }
    turns.point(operation, object, site);
    if (turns.isRecording()
        && (operation == Operation.READ || operation == Operation.VOLATILE_READ)) {
      rows.read(object, site);
    }
    if (clocks != null) {
      finishCall(turns.running());
      return true;
    }
    return turns.isRecording();
  }

  /** Before an array's element is accessed; whether the trace wants more of it. */
  boolean accessElement(Operation operation, Object array, int index, int site) {
    if (initializers != 0) {
      return false;
    }
    turns.point(operation, array, site);
    if (clocks != null && index >= 0) {
      finishCall(turns.running());
      checkElement(operation, array, index, site);
    }
    if (!turns.isRecording()) {
      return false;
    }
    if (operation == Operation.ARRAY_READ) {
      rows.readElement(array, index);
    }
    return true;
  }

  private void checkElement(Operation operation, Object array, int index, int site) {
    int length = java.lang.reflect.Array.getLength(array);
    if (index >= length) {
      return;
    }
    long[] elements = objects.of(array).elements(length);
    if (operation == Operation.ARRAY_READ) {
      elements[2 * index + 1] =
          checkRead(array, site, elements[2 * index], elements[2 * index + 1]);
    } else {
      elements[2 * index] = checkWrite(array, site, elements[2 * index], elements[2 * index + 1]);
      elements[2 * index + 1] = 0;
    }
  }

  long checkRead(Object object, int site, long written, long read) {
    if (clocks == null) {
      return read;
    }
    long remembered = clocks.read(turns.running(), site, written, read);
    if (clocks.race() != 0) {
      reports.report(object, site, clocks.race());
    }
    return remembered;
  }

  long checkWrite(Object object, int site, long written, long read) {
    if (clocks == null) {
      return written;
    }
    long remembered = clocks.write(turns.running(), site, written, read);
    if (clocks.race() != 0) {
      reports.report(object, site, clocks.race());
    }
    return remembered;
  }

  SplittableRandom random() {
    return random;
  }

  int nextPool() {
    return ++pools;
  }

  /** What the thread's last call of un-woven code has shown it, now that the call is over. */
  void finishCall(int thread) {
    ObjectState state = pending[thread];
    if (state != null) {
      pending[thread] = null;
      if (clocks != null) {
        clocks.acquire(thread, state.clock());
      }
    }
  }

  /** The call that follows will show the thread what the object was shown. */
  void beginCall(int thread, ObjectState state) {
    pending[thread] = state;
  }

  void releaseTo(SyncClock clock) {
    if (clocks != null) {
      int me = turns.running();
      finishCall(me);
      clocks.release(me, clock);
    }
  }

  void acquireFrom(SyncClock clock) {
    if (clocks != null) {
      clocks.acquire(turns.running(), clock);
    }
  }

  void block(Waiting why, @Nullable Object on) {
    turns.block(why, on);
  }
}
