package dev.gil.bench.refcount;

import dev.gil.Attachment;
import dev.gil.GlobalLock;
import dev.gil.refcount.RefCountPolicy;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Group;
import org.openjdk.jmh.annotations.GroupThreads;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One retain and one release. The cases with one thread walk 1,024 objects in order; those with two
 * threads share one object, and their time is that of a pair as each thread sees it.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(5)
@SuppressWarnings("NullAway.Init") // by the setups
public class RefCountBenchmark {
  private static final int OBJECTS = 1_024;
  private static final int BATCH = 100;

  @State(Scope.Thread)
  public static class Guarded {
    private GlobalLock lock;
    private Counts.Gil[] objects;

    @Setup
    public void make() {
      lock = ContendedOnce.lock("bench-refcounts");
      objects = many(() -> new Counts.Gil(lock));
    }
  }

  @State(Scope.Thread)
  public static class Owned {
    private Counts.Gil[] objects;

    @Setup
    public void make() {
      objects = many(() -> new Counts.Gil(RefCountPolicy.BIASED));
    }
  }

  /** Their owner is alive and does nothing. */
  @State(Scope.Thread)
  public static class OwnedByAnother {
    private final CountDownLatch end = new CountDownLatch(1);
    private Counts.Gil[] objects;
    private Thread owner;

    @Setup
    public void make() throws Exception {
      FutureTask<Counts.Gil[]> making =
          new FutureTask<>(() -> many(() -> new Counts.Gil(RefCountPolicy.BIASED)));
      owner =
          Thread.ofPlatform()
              .daemon()
              .start(
                  () -> {
                    making.run();
                    awaitEnd();
                  });
      objects = making.get();
    }

    private void awaitEnd() {
      try {
        end.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @TearDown
    public void endOwner() throws InterruptedException {
      end.countDown();
      owner.join();
    }
  }

  @State(Scope.Thread)
  public static class Atomics {
    private Counts.Gil[] objects;

    @Setup
    public void make() {
      objects = many(() -> new Counts.Gil(RefCountPolicy.ATOMIC));
    }
  }

  @State(Scope.Thread)
  public static class Peers {
    private Counts.Netty[] netty;
    private AtomicInteger[] integers;
    private Counts.Plain[] plain;

    @Setup
    public void make() {
      netty = Stream.generate(Counts.Netty::new).limit(OBJECTS).toArray(Counts.Netty[]::new);
      integers =
          Stream.generate(() -> new AtomicInteger(1)).limit(OBJECTS).toArray(AtomicInteger[]::new);
      plain = Stream.generate(Counts.Plain::new).limit(OBJECTS).toArray(Counts.Plain[]::new);
    }
  }

  @State(Scope.Group)
  public static class Shared {
    private GlobalLock lock;
    private Counts.Gil guarded;
    private Counts.Netty netty;
    private Counts.Gil atomic;

    @Setup
    public void make() {
      lock = ContendedOnce.lock("bench-refcounts-of-two");
      guarded = new Counts.Gil(lock);
      netty = new Counts.Netty();
      atomic = new Counts.Gil(RefCountPolicy.ATOMIC);
    }
  }

  private static Counts.Gil[] many(Supplier<Counts.Gil> maker) {
    return Stream.generate(maker).limit(OBJECTS).toArray(Counts.Gil[]::new);
  }

  @Benchmark
  @OperationsPerInvocation(OBJECTS)
  public void guarded(Guarded state) {
    try (Attachment _ = state.lock.attach()) {
      for (Counts.Gil object : state.objects) {
        object.retain();
        object.release();
      }
    }
  }

  @Benchmark
  @OperationsPerInvocation(OBJECTS)
  public void biasedOwner(Owned state) {
    for (Counts.Gil object : state.objects) {
      object.retain();
      object.release();
    }
  }

  @Benchmark
  @OperationsPerInvocation(OBJECTS)
  public void biasedOther(OwnedByAnother state) {
    for (Counts.Gil object : state.objects) {
      object.retain();
      object.release();
    }
  }

  @Benchmark
  @OperationsPerInvocation(OBJECTS)
  public void atomicPolicy(Atomics state) {
    for (Counts.Gil object : state.objects) {
      object.retain();
      object.release();
    }
  }

  @Benchmark
  @OperationsPerInvocation(OBJECTS)
  public void netty(Peers state) {
    for (Counts.Netty object : state.netty) {
      object.retain();
      object.release();
    }
  }

  @Benchmark
  @OperationsPerInvocation(OBJECTS)
  public int atomicGetAndAdd(Peers state) {
    int last = 0;
    for (AtomicInteger object : state.integers) {
      object.getAndAdd(1);
      last = object.getAndAdd(-1);
    }
    return last;
  }

  @Benchmark
  @OperationsPerInvocation(OBJECTS)
  public void plainField(Peers state) {
    for (Counts.Plain object : state.plain) {
      object.retain();
      object.release();
    }
  }

  @Benchmark
  @Group("twoThreadsGuarded")
  @GroupThreads(2)
  @OperationsPerInvocation(BATCH)
  public void twoThreadsGuarded(Shared state) {
    try (Attachment gil = state.lock.attach()) {
      for (int i = 0; i < BATCH; i++) {
        state.guarded.retain();
        state.guarded.release();
        gil.checkpoint();
      }
    }
  }

  @Benchmark
  @Group("twoThreadsNetty")
  @GroupThreads(2)
  @OperationsPerInvocation(BATCH)
  public void twoThreadsNetty(Shared state) {
    for (int i = 0; i < BATCH; i++) {
      state.netty.retain();
      state.netty.release();
    }
  }

  @Benchmark
  @Group("twoThreadsAtomic")
  @GroupThreads(2)
  @OperationsPerInvocation(BATCH)
  public void twoThreadsAtomic(Shared state) {
    for (int i = 0; i < BATCH; i++) {
      state.atomic.retain();
      state.atomic.release();
    }
  }
}
