package dev.gil.testkit.explore.engine;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The private parts of {@code java.lang.VirtualThread} that an explorer needs, as of JDK 25: how to
 * give a thread its scheduler, what the thread submits to it, how to run it and how to drop it.
 *
 * <p>Loaded only when {@code java.lang} is open.
 */
final class Fibers {
  private static final int BLOCKED = 13;
  private static final int WAIT = 16;
  private static final int TIMED_WAIT = 18;
  private static final int TERMINATED = 99;

  private static final Constructor<?> BUILDER;
  private static final MethodHandle STATE;
  private static final MethodHandle RUN;
  private static final MethodHandle SCHEDULER;
  private static final MethodHandle SUBMITTED;
  private static final MethodHandle REPLACE_SUBMITTED;
  private static final MethodHandle THREAD_OF;
  private static final MethodHandle AFTER_DONE;

  static {
    try {
      startPollers();
      Class<?> type = Class.forName("java.lang.VirtualThread");
      MethodHandles.Lookup in = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
      BUILDER =
          Class.forName("java.lang.ThreadBuilders$VirtualThreadBuilder")
              .getDeclaredConstructor(Executor.class);
      BUILDER.setAccessible(true);
      STATE = in.findGetter(type, "state", int.class).asType(to(int.class, Thread.class));
      RUN =
          in.findVirtual(type, "runContinuation", MethodType.methodType(void.class))
              .asType(to(void.class, Thread.class));
      SCHEDULER =
          in.findGetter(type, "scheduler", Executor.class).asType(to(Executor.class, Thread.class));
      Field submitted = type.getDeclaredField("runContinuation");
      submitted.setAccessible(true);
      SUBMITTED = in.unreflectGetter(submitted).asType(to(Runnable.class, Thread.class));
      REPLACE_SUBMITTED =
          in.unreflectSetter(submitted).asType(to(void.class, Thread.class, Runnable.class));
      THREAD_OF = threadOf(in, type);
      AFTER_DONE =
          in.findVirtual(type, "afterDone", MethodType.methodType(void.class))
              .asType(to(void.class, Thread.class));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private Fibers() {}

  /**
   * Starts the JDK's threads that wait for files and sockets, which are virtual too. The first that
   * reads or writes starts them, and hands them its scheduler: one that is explored would keep them
   * to itself, and nobody in this JVM would be woken any more once its execution is over.
   */
  private static void startPollers() throws ClassNotFoundException {
    Class.forName("sun.nio.ch.Poller", true, null);
  }

  private static MethodType to(Class<?> result, Class<?>... of) {
    return MethodType.methodType(result, of);
  }

  /** What a thread submits is a lambda that captures the thread, and nothing else. */
  private static MethodHandle threadOf(MethodHandles.Lookup in, Class<?> type)
      throws ReflectiveOperationException {
    Thread probe = Thread.ofVirtual().unstarted(() -> {});
    Runnable lambda = submitted(probe);
    for (Field field : lambda.getClass().getDeclaredFields()) {
      field.setAccessible(true);
      if (field.getType() == type && field.get(lambda) == probe) {
        return in.unreflectGetter(field).asType(to(Thread.class, Runnable.class));
      }
    }
    throw new NoSuchFieldException("the thread captured by what it submits");
  }

  /** What keeps this JDK's virtual threads from being driven here; loads this class. */
  static Optional<String> problem() {
    Thread probe = builder(Runnable::run).unstarted(() -> {});
    Runnable marker = () -> {};
    replaceSubmitted(probe, marker);
    return submitted(probe) == marker
        ? Optional.empty()
        : Optional.of("virtual threads do not let go of what they submit");
  }

  static Thread.Builder.OfVirtual builder(Executor scheduler) {
    try {
      return (Thread.Builder.OfVirtual) BUILDER.newInstance(scheduler);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("no builder of virtual threads", e);
    }
  }

  /** Mounts the thread on the current platform thread, and returns when it has unmounted. */
  static void run(Thread thread) {
    try {
      RUN.invokeExact(thread);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  /** The scheduler of a virtual thread. */
  static Executor scheduler(Thread virtual) {
    try {
      return (Executor) SCHEDULER.invokeExact(virtual);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static Runnable submitted(Thread thread) {
    try {
      return (Runnable) SUBMITTED.invokeExact(thread);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  /** Has the thread, which does not run, submit something else. */
  static void replaceSubmitted(Thread thread, Runnable by) {
    try {
      REPLACE_SUBMITTED.invokeExact(thread, by);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  /** Which thread it is that submitted {@code what}; null if that is no virtual thread's. */
  static @Nullable Thread threadOf(Runnable what) {
    try {
      return (Thread) THREAD_OF.invokeExact(what);
    } catch (ClassCastException e) {
      return null;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static boolean hasEnded(Thread thread) {
    return state(thread) == TERMINATED;
  }

  /** Whether it waits to enter a monitor, or in {@code Object.wait}. */
  static boolean waitsAtMonitor(Thread thread) {
    int state = state(thread);
    return state == BLOCKED || state == WAIT || state == TIMED_WAIT;
  }

  private static int state(Thread thread) {
    try {
      return (int) STATE.invokeExact(thread);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  /** Has a thread that was started and never runs again count as ended: it can be collected. */
  static void forget(Thread thread) {
    try {
      AFTER_DONE.invokeExact(thread);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }
}
