package dev.gil.testkit.explore.weave;

import dev.gil.testkit.explore.weave.Site.Operation;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** What woven code calls of {@link Thread}s. */
public final class ThreadCalls {
  private ThreadCalls() {}

  private static @Nullable WovenRun at(@Nullable Object object, int site) {
    WovenRun run = WovenRun.current();
    if (run == null || run.isAtomic()) {
      return null;
    }
    run.point(Operation.CALL, object instanceof Thread of ? run.threads.actor(of) : object, site);
    return run;
  }

  /** Answers {@link Thread#start()}. */
  @Redirect("java/lang/Thread.start()V")
  public static void start(Thread thread, int site) {
    WovenRun run = at(thread, site);
    if (run == null) {
      WovenRun active = WovenRun.active();
      if (active != null) {
        active.turns.uncontrolled("a thread started where no explored thread has its turn");
      }
      thread.start();
    } else {
      run.threads.start(thread);
    }
  }

  /** Answers {@link Thread#startVirtualThread}. */
  @Redirect("java/lang/Thread.startVirtualThread(Ljava/lang/Runnable;)Ljava/lang/Thread;")
  public static Thread startVirtualThread(Runnable task, int site) {
    WovenRun run = WovenRun.current();
    if (run == null) {
      return Thread.startVirtualThread(task);
    }
    Thread thread = new VirtualHandle("", task);
    start(thread, site);
    return thread;
  }

  /** Answers {@link Thread.Builder#unstarted}. */
  @Redirect("java/lang/Thread$Builder.unstarted(Ljava/lang/Runnable;)Ljava/lang/Thread;")
  @Redirect("java/lang/Thread$Builder$OfVirtual.unstarted(Ljava/lang/Runnable;)Ljava/lang/Thread;")
  @Redirect("java/lang/Thread$Builder$OfPlatform.unstarted(Ljava/lang/Runnable;)Ljava/lang/Thread;")
  public static Thread unstarted(Thread.Builder builder, Runnable task, int site) {
    Thread made = builder.unstarted(task);
    return WovenRun.current() != null && made.isVirtual()
        ? new VirtualHandle(made.getName(), task)
        : made;
  }

  /** Answers {@link Thread.Builder#start}. */
  @Redirect("java/lang/Thread$Builder.start(Ljava/lang/Runnable;)Ljava/lang/Thread;")
  @Redirect("java/lang/Thread$Builder$OfVirtual.start(Ljava/lang/Runnable;)Ljava/lang/Thread;")
  @Redirect("java/lang/Thread$Builder$OfPlatform.start(Ljava/lang/Runnable;)Ljava/lang/Thread;")
  public static Thread start(Thread.Builder builder, Runnable task, int site) {
    Thread thread = unstarted(builder, task, site);
    start(thread, site);
    return thread;
  }

  /** Answers {@link Thread.Builder#factory}. */
  @Redirect("java/lang/Thread$Builder.factory()Ljava/util/concurrent/ThreadFactory;")
  @Redirect("java/lang/Thread$Builder$OfVirtual.factory()Ljava/util/concurrent/ThreadFactory;")
  @Redirect("java/lang/Thread$Builder$OfPlatform.factory()Ljava/util/concurrent/ThreadFactory;")
  public static ThreadFactory factory(Thread.Builder builder, int site) {
    ThreadFactory factory = builder.factory();
    return task -> {
      Thread made = factory.newThread(task);
      return WovenRun.current() != null && made.isVirtual()
          ? new VirtualHandle(made.getName(), task)
          : made;
    };
  }

  /** Answers {@link Thread#isVirtual}. */
  @Redirect("java/lang/Thread.isVirtual()Z")
  public static boolean isVirtual(Thread thread, int site) {
    return thread instanceof VirtualHandle || thread.isVirtual();
  }

  /** Answers {@link Thread#join()}. */
  @Redirect("java/lang/Thread.join()V")
  public static void join(Thread thread, int site) throws InterruptedException {
    WovenRun run = at(thread, site);
    if (run == null) {
      thread.join();
    } else {
      run.threads.join(thread, 0);
    }
  }

  /** Answers {@link Thread#join(long)}. */
  @Redirect("java/lang/Thread.join(J)V")
  public static void join(Thread thread, long millis, int site) throws InterruptedException {
    WovenRun run = at(thread, site);
    if (run == null) {
      thread.join(millis);
    } else {
      run.threads.join(thread, Durations.nanosOfMillis(millis));
    }
  }

  /** Answers {@link Thread#join(Duration)}. */
  @Redirect("java/lang/Thread.join(Ljava/time/Duration;)Z")
  public static boolean join(Thread thread, Duration time, int site) throws InterruptedException {
    WovenRun run = at(thread, site);
    return run == null
        ? thread.join(time)
        : run.threads.join(thread, Math.max(1, Durations.capped(time.toNanos())));
  }

  /** Answers {@link Thread#isAlive()}. */
  @Redirect("java/lang/Thread.isAlive()Z")
  public static boolean isAlive(Thread thread, int site) {
    WovenRun run = at(thread, site);
    return run == null ? thread.isAlive() : run.threads.isAlive(thread);
  }

  /** Answers {@link Thread#getState()}. */
  @Redirect("java/lang/Thread.getState()Ljava/lang/Thread$State;")
  public static Thread.State state(Thread thread, int site) {
    WovenRun run = at(thread, site);
    return run == null ? thread.getState() : run.threads.state(thread);
  }

  /** Answers {@link Thread#interrupt()}. */
  @Redirect("java/lang/Thread.interrupt()V")
  public static void interrupt(Thread thread, int site) {
    WovenRun run = at(thread, site);
    if (run == null) {
      thread.interrupt();
    } else {
      run.threads.interrupt(thread);
    }
  }

  /** Answers {@link Thread#isInterrupted()}. */
  @Redirect("java/lang/Thread.isInterrupted()Z")
  public static boolean isInterrupted(Thread thread, int site) {
    WovenRun run = at(thread, site);
    return run == null ? thread.isInterrupted() : run.threads.isInterrupted(thread);
  }

  /** Answers {@link Thread#currentThread()}. */
  @Redirect("java/lang/Thread.currentThread()Ljava/lang/Thread;")
  public static Thread current(int site) {
    WovenRun run = WovenRun.current();
    return run == null ? Thread.currentThread() : run.threads.current();
  }

  /** Answers {@link Thread#getName()}. */
  @Redirect("java/lang/Thread.getName()Ljava/lang/String;")
  public static String name(Thread thread, int site) {
    WovenRun run = WovenRun.current();
    return run == null ? thread.getName() : run.threads.name(thread);
  }

  /** Answers {@link Thread#yield()}. */
  @SuppressWarnings("ThreadPriorityCheck") // it is the code under test that yields
  @Redirect("java/lang/Thread.yield()V")
  @Redirect("java/lang/Thread.onSpinWait()V")
  public static void giveWay(int site) {
    if (at(null, site) == null) {
      Thread.yield();
    }
  }

  /** Answers {@link Thread#sleep(long)}. */
  @Redirect("java/lang/Thread.sleep(J)V")
  public static void sleep(long millis, int site) throws InterruptedException {
    if (millis < 0) {
      throw new IllegalArgumentException("timeout value is negative");
    }
    sleepNanos(Durations.nanosOfMillis(millis), site);
  }

  /** Answers {@link Thread#sleep(long, int)}. */
  @Redirect("java/lang/Thread.sleep(JI)V")
  public static void sleep(long millis, int nanos, int site) throws InterruptedException {
    sleepNanos(Durations.nanosOfMillis(millis) + nanos, site);
  }

  /** Answers {@link Thread#sleep(Duration)}. */
  @Redirect("java/lang/Thread.sleep(Ljava/time/Duration;)V")
  public static void sleep(Duration time, int site) throws InterruptedException {
    sleepNanos(Durations.capped(time.toNanos()), site);
  }

  /** Answers {@link TimeUnit#sleep}. */
  @Redirect("java/util/concurrent/TimeUnit.sleep(J)V")
  public static void sleep(TimeUnit unit, long time, int site) throws InterruptedException {
    sleepNanos(Durations.capped(unit.toNanos(time)), site);
  }

  private static void sleepNanos(long nanos, int site) throws InterruptedException {
    WovenRun run = at(null, site);
    if (run == null) {
      TimeUnit.NANOSECONDS.sleep(nanos);
    } else {
      run.threads.sleep(nanos);
    }
  }

  /** Answers {@link LockSupport#unpark}. */
  @Redirect("java/util/concurrent/locks/LockSupport.unpark(Ljava/lang/Thread;)V")
  public static void unpark(@Nullable Thread thread, int site) {
    WovenRun run = at(thread, site);
    if (run != null && thread != null) {
      run.releaseTo(run.objects.of(thread).clock);
      LockSupport.unpark(run.threads.real(thread));
    } else {
      LockSupport.unpark(thread);
    }
  }

  /** Answers {@link LockSupport#park()}. */
  @Redirect("java/util/concurrent/locks/LockSupport.park()V")
  public static void park(int site) {
    parkUntilUnparked(null, site);
  }

  /** Answers {@link LockSupport#park(Object)}. */
  @Redirect("java/util/concurrent/locks/LockSupport.park(Ljava/lang/Object;)V")
  public static void park(@Nullable Object blocker, int site) {
    parkUntilUnparked(blocker, site);
  }

  private static void parkUntilUnparked(@Nullable Object blocker, int site) {
    WovenRun run = at(null, site);
    LockSupport.park(blocker);
    seeUnparker(run);
  }

  /** Answers {@link LockSupport#parkNanos(long)}. */
  @Redirect("java/util/concurrent/locks/LockSupport.parkNanos(J)V")
  public static void parkNanos(long nanos, int site) {
    WovenRun run = at(null, site);
    LockSupport.parkNanos(nanos);
    seeUnparker(run);
  }

  /** Answers {@link LockSupport#parkNanos(Object, long)}. */
  @Redirect("java/util/concurrent/locks/LockSupport.parkNanos(Ljava/lang/Object;J)V")
  public static void parkNanos(@Nullable Object blocker, long nanos, int site) {
    WovenRun run = at(null, site);
    LockSupport.parkNanos(blocker, nanos);
    seeUnparker(run);
  }

  private static void seeUnparker(@Nullable WovenRun run) {
    if (run != null) {
      run.acquireFrom(run.objects.of(run.threads.current()).clock);
    }
  }

  /** Stands for a virtual thread, as a {@link Thread} that is never started can only be that. */
  static final class VirtualHandle extends Thread {
    VirtualHandle(String name, Runnable task) {
      super(null, task, name, 0, false);
      setDaemon(true);
    }
  }
}
