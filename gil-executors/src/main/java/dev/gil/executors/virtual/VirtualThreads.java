package dev.gil.executors.virtual;

import dev.gil.internal.mount.MountState;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The private parts of {@code java.lang.VirtualThread} that a scheduler needs, as of JDK 25: how to
 * give a thread its scheduler, what the thread submits to it, and how to run it.
 *
 * <p>A virtual thread submits the same object each time it can run. Here that object becomes its
 * {@link Guest}: what a scheduler knows of a thread is then found without a map, and links into
 * queues without nodes. It is replaced before the thread first runs, while nobody else can know it.
 *
 * <p>Loaded only when {@code java.lang} is open.
 */
final class VirtualThreads {
  private static final int STARTED = 1;
  private static final int UNPARKED = 9;
  private static final int YIELDED = 11;
  private static final int UNBLOCKED = 14;
  private static final int TERMINATED = 99;

  private static final Constructor<?> BUILDER;
  private static final VarHandle STATE;
  private static final MethodHandle RUN;
  private static final MethodHandle SUBMITTED;
  private static final MethodHandle REPLACE_SUBMITTED;
  private static final MethodHandle THREAD_OF;

  static {
    try {
      Class<?> type = Class.forName("java.lang.VirtualThread");
      MethodHandles.Lookup in = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
      BUILDER =
          Class.forName("java.lang.ThreadBuilders$VirtualThreadBuilder")
              .getDeclaredConstructor(Executor.class);
      BUILDER.setAccessible(true);
      STATE = in.findVarHandle(type, "state", int.class);
      RUN =
          in.findVirtual(type, "runContinuation", MethodType.methodType(void.class))
              .asType(MethodType.methodType(void.class, Thread.class));
      Field submitted = type.getDeclaredField("runContinuation");
      submitted.setAccessible(true);
      SUBMITTED =
          in.unreflectGetter(submitted).asType(MethodType.methodType(Runnable.class, Thread.class));
      REPLACE_SUBMITTED =
          in.unreflectSetter(submitted)
              .asType(MethodType.methodType(void.class, Thread.class, Runnable.class));
      THREAD_OF = threadOf(in, type);
      FirstThreads.start(builder(Runnable::run));
      MountState.foundBy(VirtualThreads::guest);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private VirtualThreads() {}

  /** What a thread submits is a lambda that captures the thread, and nothing else. */
  private static MethodHandle threadOf(MethodHandles.Lookup in, Class<?> type)
      throws ReflectiveOperationException {
    Thread probe = Thread.ofVirtual().unstarted(() -> {});
    try {
      Runnable lambda = (Runnable) SUBMITTED.invokeExact(probe);
      for (Field field : lambda.getClass().getDeclaredFields()) {
        field.setAccessible(true);
        if (field.getType() == type && field.get(lambda) == probe) {
          return in.unreflectGetter(field)
              .asType(MethodType.methodType(Thread.class, Runnable.class));
        }
      }
    } catch (ReflectiveOperationException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
    throw new NoSuchFieldException("the thread captured by what it submits");
  }

  /** What keeps this JDK's virtual threads from being scheduled here; loads this class. */
  static Optional<String> problem() {
    Thread probe = builder(Runnable::run).unstarted(() -> {});
    Guest marker = new Guest(probe);
    replaceSubmitted(probe, marker);
    if (submitted(probe) != marker) {
      return Optional.of("virtual threads do not let go of what they submit");
    }
    return Optional.empty();
  }

  /** A builder of threads that submit themselves to {@code scheduler}. */
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

  /** What the thread submits to its scheduler. */
  static Runnable submitted(Thread thread) {
    try {
      return (Runnable) SUBMITTED.invokeExact(thread);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  /** Has the thread, which has not run yet, submit something else. */
  static void replaceSubmitted(Thread thread, Runnable by) {
    try {
      REPLACE_SUBMITTED.invokeExact(thread, by);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  /** Which thread it is that submitted {@code what}, its original lambda. */
  static Thread threadOf(Runnable what) {
    try {
      return (Thread) THREAD_OF.invokeExact(what);
    } catch (ClassCastException e) {
      throw new IllegalArgumentException(
          what + " is not a virtual thread's: only those run on this scheduler", e);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  /** The guest that the current thread is, or null. */
  static @Nullable Guest guest(Thread thread) {
    return thread.isVirtual() && submitted(thread) instanceof Guest guest ? guest : null;
  }

  /** Whether it can be mounted: not parked, not mounted, not ended. */
  static boolean isRunnable(Thread thread) {
    int state = (int) STATE.getVolatile(thread);
    return state == STARTED || state == UNPARKED || state == UNBLOCKED || state == YIELDED;
  }

  static boolean hasEnded(Thread thread) {
    return (int) STATE.getVolatile(thread) == TERMINATED;
  }
}
