package dev.gil.testkit;

import static dev.gil.spi.Trait.IN_ORDER;
import static dev.gil.spi.Trait.ONE_AT_A_TIME;
import static dev.gil.spi.Trait.OVERLAPS_BLOCKING;
import static dev.gil.spi.Trait.PARALLEL_CPU;
import static dev.gil.spi.Trait.SAME_THREAD;
import static dev.gil.spi.Trait.SHARES_HEAP;
import static dev.gil.spi.Trait.YIELDS_AT_CHECKPOINT;

import dev.gil.spi.Job;
import dev.gil.spi.ParallelismStrategy;
import dev.gil.spi.Runner;
import dev.gil.spi.StrategySettings;
import dev.gil.spi.Trait;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/** Strategies that nobody would expect, and that keep every promise they make. */
final class OddStrategies {
  private static final Trait[] THREADS = {
    ONE_AT_A_TIME, OVERLAPS_BLOCKING, SHARES_HEAP, YIELDS_AT_CHECKPOINT
  };

  /** Id of the one whose tasks need the carriers of virtual threads. */
  static final String ON_CARRIERS = "on-carriers";

  /** Id of the one whose threads start late. */
  static final String LATE = "late";

  private OddStrategies() {}

  /** The last first. */
  static ParallelismStrategy lastFirst() {
    return new PooledStrategy(THREADS) {
      @Override
      void accept(Pool pool, Job<?> job) {
        pool.queue.addFirst(job);
      }
    };
  }

  /** In an order drawn from a seed. */
  static ParallelismStrategy randomOrder() {
    Random random = new Random(42);
    return new PooledStrategy(THREADS) {
      @Override
      void accept(Pool pool, Job<?> job) {
        boolean first;
        synchronized (random) {
          first = random.nextBoolean();
        }
        if (first) {
          pool.queue.addFirst(job);
        } else {
          pool.queue.addLast(job);
        }
      }
    };
  }

  /** By the labels of the tasks, in the order of the alphabet. */
  static ParallelismStrategy byLabel() {
    return new PooledStrategy(THREADS) {
      @Override
      Job<?> take(Pool pool) {
        Job<?> least = pool.queue.stream().min(Comparator.comparing(Job::label)).orElse(null);
        if (least == null) {
          LockSupport.parkNanos(200_000);
        }
        return least != null && pool.queue.remove(least) ? least : null;
      }
    };
  }

  /** One thread, whatever was asked for; and nothing is said of its being always the same. */
  static ParallelismStrategy oneWorker() {
    return new PooledStrategy(ONE_AT_A_TIME, SHARES_HEAP) {
      @Override
      public Runner open(StrategySettings settings) {
        return new Pool(settings, 1);
      }
    };
  }

  /** Half a second passes before its threads take their first job. */
  static ParallelismStrategy slowStart() {
    return new PooledStrategy(THREADS) {
      @Override
      void arrive(Pool pool) {
        LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
      }

      @Override
      public String id() {
        return LATE;
      }
    };
  }

  /** One thread that takes up to eight jobs at a time. */
  static ParallelismStrategy batching() {
    Map<Object, Deque<Job<?>>> batches = new ConcurrentHashMap<>();
    return new PooledStrategy(ONE_AT_A_TIME, IN_ORDER, SAME_THREAD, SHARES_HEAP) {
      @Override
      Job<?> take(Pool pool) throws InterruptedException {
        Deque<Job<?>> batch = batches.computeIfAbsent(pool, _ -> new ArrayDeque<>());
        if (batch.isEmpty()) {
          Job<?> first = super.take(pool);
          if (first != null) {
            batch.add(first);
            pool.queue.drainTo(batch, 7);
          }
        }
        return batch.poll();
      }

      @Override
      void leave(Pool pool) {
        batches.remove(pool);
      }
    };
  }

  /** Each thread has a queue of its own, filled from the common one, that the others steal from. */
  static ParallelismStrategy twoLevels() {
    Map<Object, Map<Thread, LinkedBlockingDeque<Job<?>>>> levels = new ConcurrentHashMap<>();
    return new PooledStrategy(THREADS) {
      @Override
      Job<?> take(Pool pool) throws InterruptedException {
        var locals = levels.computeIfAbsent(pool, _ -> new ConcurrentHashMap<>());
        var mine = locals.computeIfAbsent(Thread.currentThread(), _ -> new LinkedBlockingDeque<>());
        Job<?> job = mine.pollFirst();
        if (job == null) {
          job = pool.queue.pollFirst();
          pool.queue.drainTo(mine, pool.queue.size() / 2);
        }
        if (job == null) {
          job = stolen(locals.values());
        }
        return job == null ? super.take(pool) : job;
      }

      private static Job<?> stolen(Iterable<LinkedBlockingDeque<Job<?>>> locals) {
        for (var local : locals) {
          Job<?> job = local.pollLast();
          if (job != null) {
            return job;
          }
        }
        return null;
      }

      @Override
      void leave(Pool pool) {
        var locals = levels.getOrDefault(pool, Map.of());
        for (Job<?> job = stolen(locals.values()); job != null; job = stolen(locals.values())) {
          work(pool, job);
        }
      }
    };
  }

  /** A job goes by way of a thread that the submitter starts. */
  static ParallelismStrategy hops() {
    return new PooledStrategy(THREADS) {
      @Override
      void accept(Pool pool, Job<?> job) {
        Thread.ofVirtual().start(() -> pool.queue.addLast(job));
      }
    };
  }

  /** Strictly one after the other, each on a fresh thread. */
  static ParallelismStrategy freshThreads() {
    return new PooledStrategy(ONE_AT_A_TIME, IN_ORDER, SHARES_HEAP) {
      @Override
      public Runner open(StrategySettings settings) {
        return new Pool(settings, 1);
      }

      @Override
      void work(Pool pool, Job<?> job) {
        Thread fresh = Thread.ofPlatform().daemon().name("fresh").start(once(job));
        boolean interrupted = false;
        while (fresh.isAlive()) {
          try {
            fresh.join();
          } catch (InterruptedException e) {
            interrupted = true;
          }
        }
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
      }
    };
  }

  /** A thread for each job, as many as come. */
  static ParallelismStrategy threadPerJob() {
    return new PooledStrategy(THREADS) {
      @Override
      public Runner open(StrategySettings settings) {
        return new Crowd(Thread.ofPlatform().daemon().name("crowd"));
      }
    };
  }

  /** A virtual thread for each job. */
  static ParallelismStrategy virtualThreads() {
    return new PooledStrategy(THREADS) {
      @Override
      public Runner open(StrategySettings settings) {
        return new Crowd(Thread.ofVirtual().name("crowd"));
      }

      @Override
      public String id() {
        return ON_CARRIERS;
      }
    };
  }

  private static final class Crowd implements Runner {
    private final Thread.Builder threads;
    private final Set<Thread> running = ConcurrentHashMap.newKeySet();

    Crowd(Thread.Builder threads) {
      this.threads = threads;
    }

    /** A thread is not forgotten before it has ended: closing waits for it, not for its job. */
    @Override
    public synchronized void start(Job<?> job) {
      running.removeIf(thread -> !thread.isAlive());
      Thread thread = threads.start(once(job));
      running.add(thread);
    }

    /** All that run have been started: {@link #start} is not in the middle of it. */
    private synchronized List<Thread> running() {
      return List.copyOf(running);
    }

    @Override
    public boolean close(boolean now, Duration wait) throws InterruptedException {
      for (Thread thread : running()) {
        if (thread == Thread.currentThread() || !thread.join(wait.plusNanos(1))) {
          return false;
        }
      }
      return true;
    }
  }

  /** Runs a job and forgets it: a thread that has ended may be kept, and keeps what it ran. */
  private static Runnable once(Job<?> job) {
    AtomicReference<Job<?>> open = new AtomicReference<>(job);
    return () -> open.getAndSet(null).run();
  }

  /** No lock, and the threads of an executor of the JDK, which is asked to end more than once. */
  static ParallelismStrategy borrowedPool() {
    return new PooledStrategy(PARALLEL_CPU, OVERLAPS_BLOCKING, SHARES_HEAP) {
      @Override
      public Runner open(StrategySettings settings) {
        return new Borrowed(settings.workers());
      }
    };
  }

  private static final class Borrowed implements Runner {
    private final List<Thread> threads = new ArrayList<>();
    private final ExecutorService pool;

    Borrowed(int workers) {
      pool = Executors.newFixedThreadPool(workers, this::thread);
    }

    private synchronized Thread thread(Runnable loop) {
      Thread thread = Thread.ofPlatform().daemon().name("borrowed").unstarted(loop);
      threads.add(thread);
      return thread;
    }

    @Override
    public void start(Job<?> job) {
      pool.execute(job);
    }

    @Override
    public boolean close(boolean now, Duration wait) throws InterruptedException {
      pool.shutdown();
      if (!pool.awaitTermination(wait.toNanos(), TimeUnit.NANOSECONDS)) {
        return false;
      }
      List<Thread> all;
      synchronized (this) {
        all = List.copyOf(threads);
      }
      for (Thread thread : all) {
        if (thread.getState() == Thread.State.NEW) {
          continue; // made for a job that came too late, and never started
        }
        if (thread == Thread.currentThread() || !thread.join(wait.plusNanos(1))) {
          return false;
        }
      }
      return true;
    }
  }
}
