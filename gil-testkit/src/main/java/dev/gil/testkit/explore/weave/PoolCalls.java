package dev.gil.testkit.explore.weave;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/** What woven code calls to get threads from the JDK, and locks that belong to others. */
public final class PoolCalls {
  private static final int UNBOUNDED = Integer.MAX_VALUE;

  private PoolCalls() {}

  private static @Nullable ExecutorService pool(int largest, @Nullable ThreadFactory factory) {
    WovenRun run = WovenRun.current();
    return run == null ? null : new ModelledPool(run, largest, factory);
  }

  /** Answers {@link Executors#newFixedThreadPool(int)}. */
  @Redirect(
      "java/util/concurrent/Executors.newFixedThreadPool(I)Ljava/util/concurrent/ExecutorService;")
  public static ExecutorService fixed(int threads, int site) {
    ExecutorService pool = pool(threads, null);
    return pool == null ? Executors.newFixedThreadPool(threads) : pool;
  }

  /** Answers {@link Executors#newFixedThreadPool(int, ThreadFactory)}. */
  @Redirect(
      "java/util/concurrent/Executors.newFixedThreadPool(ILjava/util/concurrent/ThreadFactory;)Ljava/util/concurrent/ExecutorService;")
  public static ExecutorService fixed(int threads, ThreadFactory factory, int site) {
    ExecutorService pool = pool(threads, factory);
    return pool == null ? Executors.newFixedThreadPool(threads, factory) : pool;
  }

  /** Answers {@link Executors#newSingleThreadExecutor()}. */
  @Redirect(
      "java/util/concurrent/Executors.newSingleThreadExecutor()Ljava/util/concurrent/ExecutorService;")
  public static ExecutorService single(int site) {
    ExecutorService pool = pool(1, null);
    return pool == null ? Executors.newSingleThreadExecutor() : pool;
  }

  /** Answers {@link Executors#newSingleThreadExecutor(ThreadFactory)}. */
  @Redirect(
      "java/util/concurrent/Executors.newSingleThreadExecutor(Ljava/util/concurrent/ThreadFactory;)Ljava/util/concurrent/ExecutorService;")
  public static ExecutorService single(ThreadFactory factory, int site) {
    ExecutorService pool = pool(1, factory);
    return pool == null ? Executors.newSingleThreadExecutor(factory) : pool;
  }

  /** Answers {@link Executors#newCachedThreadPool()}. */
  @Redirect(
      "java/util/concurrent/Executors.newCachedThreadPool()Ljava/util/concurrent/ExecutorService;")
  public static ExecutorService cached(int site) {
    ExecutorService pool = pool(UNBOUNDED, null);
    return pool == null ? Executors.newCachedThreadPool() : pool;
  }

  /** Answers {@link Executors#newCachedThreadPool(ThreadFactory)}. */
  @Redirect(
      "java/util/concurrent/Executors.newCachedThreadPool(Ljava/util/concurrent/ThreadFactory;)Ljava/util/concurrent/ExecutorService;")
  public static ExecutorService cached(ThreadFactory factory, int site) {
    ExecutorService pool = pool(UNBOUNDED, factory);
    return pool == null ? Executors.newCachedThreadPool(factory) : pool;
  }

  /** Answers {@link Executors#newWorkStealingPool()}. */
  @Redirect(
      "java/util/concurrent/Executors.newWorkStealingPool()Ljava/util/concurrent/ExecutorService;")
  public static ExecutorService stealing(int site) {
    ExecutorService pool = pool(UNBOUNDED, null);
    return pool == null ? Executors.newWorkStealingPool() : pool;
  }

  /** Answers {@link Executors#newVirtualThreadPerTaskExecutor()}. */
  @Redirect(
      "java/util/concurrent/Executors.newVirtualThreadPerTaskExecutor()Ljava/util/concurrent/ExecutorService;")
  public static ExecutorService perTask(int site) {
    ExecutorService pool = pool(UNBOUNDED, null);
    return pool == null ? Executors.newVirtualThreadPerTaskExecutor() : pool;
  }

  /** Answers {@link Executors#newThreadPerTaskExecutor}. */
  @Redirect(
      "java/util/concurrent/Executors.newThreadPerTaskExecutor(Ljava/util/concurrent/ThreadFactory;)Ljava/util/concurrent/ExecutorService;")
  public static ExecutorService perTask(ThreadFactory factory, int site) {
    ExecutorService pool = pool(UNBOUNDED, factory);
    return pool == null ? Executors.newThreadPerTaskExecutor(factory) : pool;
  }

  /** Answers {@link ForkJoinPool#commonPool}: named, as its workers are not explored. */
  @Redirect("java/util/concurrent/ForkJoinPool.commonPool()Ljava/util/concurrent/ForkJoinPool;")
  public static ForkJoinPool common(int site) {
    WovenRun run = WovenRun.current();
    if (run != null) {
      run.turns.uncontrolled("the common pool at " + Sites.at(site).place());
    }
    return ForkJoinPool.commonPool();
  }

  /** Names a pool made without {@link Executors}, as its workers are not explored. */
  @AfterNew({
    "java/util/concurrent/ThreadPoolExecutor",
    "java/util/concurrent/ScheduledThreadPoolExecutor"
  })
  public static void uncontrolled(ThreadPoolExecutor pool, int site) {
    WovenRun run = WovenRun.current();
    if (run != null) {
      pool.setThreadFactory(task -> Thread.ofVirtual().unstarted(task));
    }
  }

  /** Where {@code CompletableFuture}'s asynchronous stages run unless told where. */
  public static Executor asyncExecutor() {
    WovenRun run = WovenRun.current();
    if (run == null) {
      return new CompletableFuture<>().defaultExecutor();
    }
    return task ->
        run.threads.fork("async-" + run.nextPool(), new CarriedTask(run, task), true, null);
  }

  /** Answers {@link CompletableFuture#orTimeout}. */
  @Redirect(
      "java/util/concurrent/CompletableFuture.orTimeout(JLjava/util/concurrent/TimeUnit;)Ljava/util/concurrent/CompletableFuture;")
  public static <T extends @Nullable Object> CompletableFuture<T> orTimeout(
      CompletableFuture<T> future, long time, TimeUnit unit, int site) {
    WovenRun run = WovenRun.current();
    if (run == null) {
      return future.orTimeout(time, unit);
    }
    after(
        run,
        future,
        unit.toNanos(time),
        () -> future.completeExceptionally(new TimeoutException()));
    return future;
  }

  /** Answers {@link CompletableFuture#completeOnTimeout}. */
  @Redirect(
      "java/util/concurrent/CompletableFuture.completeOnTimeout(Ljava/lang/Object;JLjava/util/concurrent/TimeUnit;)Ljava/util/concurrent/CompletableFuture;")
  public static <T extends @Nullable Object> CompletableFuture<T> completeOnTimeout(
      CompletableFuture<T> future, T value, long time, TimeUnit unit, int site) {
    WovenRun run = WovenRun.current();
    if (run == null) {
      return future.completeOnTimeout(value, time, unit);
    }
    after(run, future, unit.toNanos(time), () -> future.complete(value));
    return future;
  }

  private static void after(
      WovenRun run, CompletableFuture<?> future, long nanos, Runnable action) {
    long deadline = run.turns.now() + Durations.capped(nanos);
    int timer =
        run.threads.fork(
            "timeout-" + run.nextPool(),
            () -> {
              while (!future.isDone() && run.turns.now() < deadline) {
                run.turns.blockUntil(Turns.Waiting.SLEEP, future, deadline);
              }
              if (!future.isDone()) {
                action.run();
                run.releaseTo(run.tasks);
              }
            },
            true,
            null);
    var _ =
        future.whenComplete(
            (result, failure) -> {
              if (WovenRun.current() == run) {
                run.turns.ready(timer);
              }
            });
  }

  /** Answers {@link Lock#newCondition}: waiting for it gives the lock up. */
  @Redirect("java/util/concurrent/locks/Lock.newCondition()Ljava/util/concurrent/locks/Condition;")
  @Redirect(
      "java/util/concurrent/locks/ReentrantLock.newCondition()Ljava/util/concurrent/locks/Condition;")
  @Redirect(
      "java/util/concurrent/locks/ReentrantReadWriteLock$WriteLock.newCondition()Ljava/util/concurrent/locks/Condition;")
  public static Condition newCondition(Lock lock, int site) {
    Condition made = lock.newCondition();
    joinTo(made, lock);
    return made;
  }

  /** Answers {@link ReentrantReadWriteLock#readLock}. */
  @Redirect(
      "java/util/concurrent/locks/ReentrantReadWriteLock.readLock()Ljava/util/concurrent/locks/ReentrantReadWriteLock$ReadLock;")
  public static ReentrantReadWriteLock.ReadLock readLock(ReentrantReadWriteLock lock, int site) {
    joinTo(lock.readLock(), lock);
    return lock.readLock();
  }

  /** Answers {@link ReentrantReadWriteLock#writeLock}. */
  @Redirect(
      "java/util/concurrent/locks/ReentrantReadWriteLock.writeLock()Ljava/util/concurrent/locks/ReentrantReadWriteLock$WriteLock;")
  public static ReentrantReadWriteLock.WriteLock writeLock(ReentrantReadWriteLock lock, int site) {
    joinTo(lock.writeLock(), lock);
    return lock.writeLock();
  }

  private static void joinTo(Object part, Object whole) {
    WovenRun run = WovenRun.current();
    if (run != null) {
      ObjectState of = run.objects.of(whole);
      run.objects.of(part).partOf = of;
    }
  }
}
