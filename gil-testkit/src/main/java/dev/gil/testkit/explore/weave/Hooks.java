package dev.gil.testkit.explore.weave;

import dev.gil.testkit.explore.weave.Site.Operation;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * What woven code calls before its accesses. Public because woven classes are in another module;
 * nobody else calls it.
 *
 * <p>Each method returns at once where the calling thread is not one that is explored. Those that
 * return a boolean say whether the race check or the trace wants more of the access.
 */
public final class Hooks {
  private Hooks() {}

  /** Before a plain field is read; the object is its class if the field is static. */
  public static boolean read(Object object, int site) {
    WovenRun run = WovenRun.current();
    if (run == null) {
      return false;
    }
    return run.access(Operation.READ, object, site);
  }

  /** Before a plain field is written. */
  public static boolean write(Object object, int site) {
    WovenRun run = WovenRun.current();
    if (run == null) {
      return false;
    }
    return run.access(Operation.WRITE, object, site);
  }

  /** Before a volatile field is read. */
  public static boolean readVolatile(Object object, int site) {
    WovenRun run = WovenRun.current();
    if (run == null) {
      return false;
    }
    return run.access(Operation.VOLATILE_READ, object, site);
  }

  /** Before a volatile field is written. */
  public static boolean writeVolatile(Object object, int site) {
    WovenRun run = WovenRun.current();
    if (run == null) {
      return false;
    }
    return run.access(Operation.VOLATILE_WRITE, object, site);
  }

  /** The race check of a read: what to remember as the last read. */
  public static long checkRead(Object object, int site, long written, long read) {
    WovenRun run = WovenRun.current();
    return run == null ? read : run.checkRead(object, site, written, read);
  }

  /** The race check of a write: what to remember as the last write. */
  public static long checkWrite(Object object, int site, long written, long read) {
    WovenRun run = WovenRun.current();
    return run == null ? written : run.checkWrite(object, site, written, read);
  }

  /** The thread sees what a volatile field's writers did; returns the field's clock. */
  public static @Nullable Object acquire(@Nullable Object clock) {
    WovenRun run = WovenRun.current();
    if (run != null && clock instanceof SyncClock known) {
      run.acquireFrom(known);
    }
    return clock;
  }

  /** A volatile field's readers will see what the thread did; returns the field's clock. */
  public static @Nullable Object release(@Nullable Object clock) {
    WovenRun run = WovenRun.current();
    if (run == null) {
      return clock;
    }
    SyncClock known = clock instanceof SyncClock of ? of : new SyncClock();
    run.releaseTo(known);
    return known;
  }

  /** Whether values are kept for a report. */
  public static boolean isRecording() {
    WovenRun run = WovenRun.current();
    return run != null && run.turns.isRecording();
  }

  /** The value that is about to be written, for a report. */
  public static void wrote(Object object, @Nullable Object value, int site) {
    WovenRun run = WovenRun.current();
    if (run != null) {
      run.rows().wrote(object, value, site);
    }
  }

  /** Before an array's element is read. */
  public static void readArray(@Nullable Object array, int index, int site) {
    WovenRun run = WovenRun.current();
    if (run != null && array != null) {
      run.accessElement(Operation.ARRAY_READ, array, index, site);
    }
  }

  /** Before an array's element is written. */
  public static void writeArray(@Nullable Object array, int index, int value, int site) {
    WovenRun run = WovenRun.current();
    if (run != null
        && array != null
        && run.accessElement(Operation.ARRAY_WRITE, array, index, site)) {
      run.rows().wroteElement(array, index, value, site);
    }
  }

  /** Before an array's element is written. */
  public static void writeArray(@Nullable Object array, int index, long value, int site) {
    WovenRun run = WovenRun.current();
    if (run != null
        && array != null
        && run.accessElement(Operation.ARRAY_WRITE, array, index, site)) {
      run.rows().wroteElement(array, index, value, site);
    }
  }

  /** Before an array's element is written. */
  public static void writeArray(@Nullable Object array, int index, float value, int site) {
    WovenRun run = WovenRun.current();
    if (run != null
        && array != null
        && run.accessElement(Operation.ARRAY_WRITE, array, index, site)) {
      run.rows().wroteElement(array, index, value, site);
    }
  }

  /** Before an array's element is written. */
  public static void writeArray(@Nullable Object array, int index, double value, int site) {
    WovenRun run = WovenRun.current();
    if (run != null
        && array != null
        && run.accessElement(Operation.ARRAY_WRITE, array, index, site)) {
      run.rows().wroteElement(array, index, value, site);
    }
  }

  /** Before an array's element is written. */
  public static void writeArray(
      @Nullable Object array, int index, @Nullable Object value, int site) {
    WovenRun run = WovenRun.current();
    if (run != null
        && array != null
        && run.accessElement(Operation.ARRAY_WRITE, array, index, site)) {
      run.rows().wroteElement(array, index, value, site);
    }
  }

  /** Enters the monitor of the object. */
  public static void enter(Object object, int site) {
    java.util.Objects.requireNonNull(object);
    WovenRun run = WovenRun.current();
    if (run == null || run.isAtomic()) {
      ForeignMonitors.enter(object);
    } else {
      run.monitors().enter(object, site);
    }
  }

  /** Leaves the monitor of the object. */
  public static void exit(Object object) {
    WovenRun run = WovenRun.current();
    if (run == null || run.isAtomic()) {
      ForeignMonitors.exit(object);
    } else {
      run.monitors().exit(object);
    }
  }

  /** Before a call of a JDK class that is made for threads. */
  public static void before(@Nullable Object receiver, int site) {
    WovenRun run = WovenRun.current();
    if (run != null && receiver != null && !run.isAtomic()) {
      run.calls().before(receiver, site);
    }
  }

  /** Before a call of a JDK class that may be synchronized, or not made for threads. */
  public static @Nullable Object beforeShared(@Nullable Object receiver, int site) {
    WovenRun run = WovenRun.current();
    return run == null || receiver == null || run.isAtomic()
        ? null
        : run.calls().beforeShared(receiver, site);
  }

  /** After such a call, with what was returned before it. */
  public static void afterShared(@Nullable Object guard) {
    WovenRun run = WovenRun.current();
    if (run != null && guard != null) {
      run.monitors().exit(guard);
    }
  }

  /** The task, which when it runs sees what the calling thread did. */
  public static @Nullable Runnable carried(@Nullable Runnable task) {
    WovenRun run = WovenRun.current();
    return run == null || run.clocks == null || task == null ? task : new CarriedTask(run, task);
  }

  /** The task, which when it runs sees what the calling thread did. */
  public static <V extends @Nullable Object> @Nullable Callable<V> carried(
      @Nullable Callable<V> task) {
    WovenRun run = WovenRun.current();
    return run == null || run.clocks == null || task == null ? task : new CarriedCall<>(run, task);
  }

  /** A class initialiser begins: until its end there are no points. */
  public static void beginInitializer() {
    WovenRun run = WovenRun.current();
    if (run != null) {
      run.beginInitializer();
    }
  }

  /** A class initialiser has ended; null if it threw. */
  public static void endInitializer(@Nullable Class<?> type) {
    WovenRun run = WovenRun.current();
    if (run != null) {
      run.endInitializer();
    }
    if (type != null && type.getClassLoader() instanceof WeavingLoader loader) {
      loader.statics().add(type);
    }
  }
}
