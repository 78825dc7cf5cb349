package dev.gil.testkit.explore.weave;

import java.time.Instant;
import java.util.Collection;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.BaseStream;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** What would be different in each run: clocks, chance, identity; and what would end the run. */
public final class ClockCalls {
  /** When each execution begins, by the wall clock. */
  private static final Instant BEGIN = Instant.parse("2000-01-01T00:00:00Z");

  private ClockCalls() {}

  /** Answers {@link System#nanoTime}. */
  @Redirect("java/lang/System.nanoTime()J")
  public static long nanoTime(int site) {
    WovenRun run = WovenRun.current();
    return run == null ? System.nanoTime() : run.turns.now();
  }

  /** Answers {@link System#currentTimeMillis}. */
  @Redirect("java/lang/System.currentTimeMillis()J")
  public static long currentTimeMillis(int site) {
    return now(site).toEpochMilli();
  }

  /** Answers {@link Instant#now()}. */
  @Redirect("java/time/Instant.now()Ljava/time/Instant;")
  public static Instant now(int site) {
    WovenRun run = WovenRun.current();
    return run == null ? Instant.now() : BEGIN.plusNanos(run.turns.now());
  }

  /** Answers {@link Math#random}. */
  @Redirect("java/lang/Math.random()D")
  @Redirect("java/lang/StrictMath.random()D")
  public static double random(int site) {
    WovenRun run = WovenRun.current();
    return run == null ? Math.random() : run.random().nextDouble();
  }

  /** Before a draw from {@link ThreadLocalRandom}, which mixes in the thread's id each time. */
  public static void beforeDraw() {
    WovenRun run = WovenRun.current();
    if (run != null) {
      Thread me = Thread.currentThread();
      if (!SeededThreads.seed(me, run.random().nextLong() - (me.threadId() << 1))) {
        run.turns.uncontrolled("ThreadLocalRandom: java.lang is not open to the test kit");
      }
    }
  }

  /** Seeds a {@link Random} that was made without a seed. */
  @AfterNew("java/util/Random()V")
  public static void seed(Random random, int site) {
    WovenRun run = WovenRun.current();
    if (run != null) {
      random.setSeed(run.random().nextLong());
    }
  }

  /** Answers {@link UUID#randomUUID}. */
  @Redirect("java/util/UUID.randomUUID()Ljava/util/UUID;")
  public static UUID uuid(int site) {
    WovenRun run = WovenRun.current();
    if (run == null) {
      return UUID.randomUUID();
    }
    long high = (run.random().nextLong() & ~0xF000L) | 0x4000L;
    long low = (run.random().nextLong() & (-1L >>> 2)) | Long.MIN_VALUE;
    return new UUID(high, low);
  }

  /** Answers {@link System#identityHashCode}. */
  @Redirect("java/lang/System.identityHashCode(Ljava/lang/Object;)I")
  public static int identityHashCode(Object object, int site) {
    WovenRun run = WovenRun.current();
    return run == null || object == null
        ? System.identityHashCode(object)
        : (run.objects.of(object).number * 0x9E3779B1) >>> 1;
  }

  /** Answers {@link Collection#parallelStream}: on the calling thread. */
  @Redirect("java/util/Collection.parallelStream()Ljava/util/stream/Stream;")
  @Redirect("java/util/List.parallelStream()Ljava/util/stream/Stream;")
  @Redirect("java/util/Set.parallelStream()Ljava/util/stream/Stream;")
  public static Stream<?> stream(Collection<?> of, int site) {
    WovenRun run = WovenRun.current();
    if (run == null) {
      return of.parallelStream();
    }
    run.turns.uncontrolled("parallel stream at " + Sites.at(site).place() + ", run sequentially");
    return of.stream();
  }

  /** Answers {@link BaseStream#parallel}: on the calling thread. */
  @Redirect("java/util/stream/Stream.parallel()Ljava/util/stream/BaseStream;")
  @Redirect("java/util/stream/BaseStream.parallel()Ljava/util/stream/BaseStream;")
  public static BaseStream<?, ?> parallel(BaseStream<?, ?> stream, int site) {
    WovenRun run = WovenRun.current();
    if (run == null) {
      return stream.parallel();
    }
    run.turns.uncontrolled("parallel stream at " + Sites.at(site).place() + ", run sequentially");
    return stream;
  }

  /** Answers {@link IntStream#parallel}: on the calling thread. */
  @Redirect("java/util/stream/IntStream.parallel()Ljava/util/stream/IntStream;")
  public static IntStream parallel(IntStream stream, int site) {
    return (IntStream) parallel((BaseStream<?, ?>) stream, site);
  }

  /** Answers {@link LongStream#parallel}: on the calling thread. */
  @Redirect("java/util/stream/LongStream.parallel()Ljava/util/stream/LongStream;")
  public static LongStream parallel(LongStream stream, int site) {
    return (LongStream) parallel((BaseStream<?, ?>) stream, site);
  }

  /** Answers {@link DoubleStream#parallel}: on the calling thread. */
  @Redirect("java/util/stream/DoubleStream.parallel()Ljava/util/stream/DoubleStream;")
  public static DoubleStream parallel(DoubleStream stream, int site) {
    return (DoubleStream) parallel((BaseStream<?, ?>) stream, site);
  }

  /** Answers {@link System#exit}. */
  @Redirect("java/lang/System.exit(I)V")
  public static void exit(int status, int site) {
    WovenRun run = WovenRun.current();
    if (run == null) {
      System.exit(status);
    } else {
      run.turns.exited("System.exit(" + status + ") at " + Sites.at(site).place());
    }
  }

  /** Answers {@link Runtime#exit}. */
  @Redirect("java/lang/Runtime.exit(I)V")
  public static void exit(Runtime runtime, int status, int site) {
    exit(status, site);
  }

  /** Answers {@link Runtime#halt}. */
  @Redirect("java/lang/Runtime.halt(I)V")
  public static void halt(Runtime runtime, int status, int site) {
    WovenRun run = WovenRun.current();
    if (run == null) {
      runtime.halt(status);
    } else {
      run.turns.exited("Runtime.halt(" + status + ") at " + Sites.at(site).place());
    }
  }

  /** Names what makes threads that no exploration controls. */
  @AfterNew({"java/util/Timer", "java/util/concurrent/ForkJoinPool"})
  public static void uncontrolled(Object made, int site) {
    WovenRun run = WovenRun.current();
    if (run != null) {
      run.turns.uncontrolled(
          "platform threads of new " + made.getClass().getName() + " at " + Sites.at(site).place());
    }
  }
}
