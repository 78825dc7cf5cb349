package dev.gil;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;

/**
 * All modes at once, from a seed that is printed: nobody is inside together with anybody else, and
 * nobody is stuck. {@code gil.stress.seconds} says for how long, {@code gil.stress.seed} repeats
 * the choices (not the interleaving).
 */
class LockStressTest {
  private static final int SECONDS = Integer.getInteger("gil.stress.seconds", 10);
  private static final long SEED = Long.getLong("gil.stress.seed", System.nanoTime());
  private static final int WORKERS = 12;

  /** How long a worker may be in one round: longer than a machine sleeps, shorter than for ever. */
  private static final long STUCK = TimeUnit.SECONDS.toNanos(20);

  private static final Duration[] INTERVALS = {
    Duration.ofNanos(1_000), Duration.ofNanos(20_000), Duration.ofMillis(1), Duration.ofMillis(5)
  };

  private final AtomicLong violations = new AtomicLong();
  private final SplittableRandom random = new SplittableRandom(SEED);
  private final StressedState outer = state("outer");
  private final StressedState inner = state("inner");
  private volatile StressedState mortal = state("mortal");
  private volatile boolean over;

  private final StressWorker.Scene scene =
      new StressWorker.Scene() {
        @Override
        public boolean over() {
          return over;
        }

        @Override
        public StressedState outer() {
          return outer;
        }

        @Override
        public StressedState inner() {
          return inner;
        }

        @Override
        public StressedState mortal() {
          return mortal;
        }
      };

  private StressedState state(String name) {
    return new StressedState(GlobalLock.create(name), violations);
  }

  @Test
  void nobodyIsInsideTogetherAndNobodyIsStuck() throws Exception {
    System.out.printf("lock stress: seed %d, %d s, %d workers%n", SEED, SECONDS, WORKERS);
    List<StressWorker> workers = new ArrayList<>();
    List<Threads.Running<StressWorker.Tally>> running = new ArrayList<>();
    for (int i = 0; i < WORKERS; i++) {
      boolean virtual = i % 2 == 0;
      StressWorker worker = new StressWorker(scene, random.nextLong(), virtual);
      Thread.Builder builder =
          virtual ? Thread.ofVirtual() : Thread.ofPlatform().daemon().name("worker-" + i);
      workers.add(worker);
      running.add(Threads.start(builder, worker));
    }
    var closer = Threads.start(this::replaceMortals);
    try {
      meddle(workers, running);
    } finally {
      over = true;
    }
    List<StressWorker.Tally> tallies = Threads.getAll(running);
    long replaced = closer.get();
    report(tallies, replaced);
    assertThat(violations).hasValue(0);
    assertThat(outer.touches()).isEqualTo(sum(tallies, StressWorker.Tally::outerTouches));
    assertThat(inner.touches()).isEqualTo(sum(tallies, StressWorker.Tally::innerTouches));
    assertThat(outer.lock.snapshot().waiters()).isEmpty();
    assertThat(inner.lock.snapshot().waiters()).isEmpty();
  }

  /** Closes the lock of the moment under its users, again and again. */
  private long replaceMortals() {
    long replaced = 0;
    while (!over) {
      LockSupport.parkNanos(5_000_000);
      StressedState before = mortal;
      mortal = state("mortal");
      before.lock.close();
      replaced++;
    }
    return replaced;
  }

  /** Interrupts, changes intervals, looks, makes garbage fall due; and watches that all go on. */
  private void meddle(
      List<StressWorker> workers, List<Threads.Running<StressWorker.Tally>> running) {
    long start = System.nanoTime();
    long end = start + TimeUnit.SECONDS.toNanos(SECONDS);
    long[] seen = new long[WORKERS];
    long[] since = new long[WORKERS];
    Arrays.fill(since, start);
    for (int turn = 0; System.nanoTime() < end; turn++) {
      LockSupport.parkNanos(200_000);
      running.get(random.nextInt(WORKERS)).thread().interrupt();
      GlobalLock lock = random.nextBoolean() ? outer.lock : inner.lock;
      if (turn % 16 == 0) {
        lock.switchInterval(INTERVALS[random.nextInt(INTERVALS.length)]);
      }
      if (turn % 4 == 0) {
        assertThat(lock.snapshot().waiters().size()).isLessThanOrEqualTo(WORKERS);
      }
      if (turn % 2_000 == 0) {
        System.gc();
      }
      long now = System.nanoTime();
      for (int i = 0; i < WORKERS; i++) {
        long rounds = workers.get(i).rounds.get();
        if (rounds != seen[i] || running.get(i).task().isDone()) {
          seen[i] = rounds;
          since[i] = now;
        }
        assertThat(now - since[i])
            .as(
                () ->
                    "worker stuck; %s; %s".formatted(outer.lock.snapshot(), inner.lock.snapshot()))
            .isLessThan(STUCK);
      }
    }
  }

  private static long sum(List<StressWorker.Tally> all, ToLongFunction<StressWorker.Tally> part) {
    return all.stream().mapToLong(part).sum();
  }

  private void report(List<StressWorker.Tally> all, long replaced) {
    LockSnapshot.Counters out = outer.lock.snapshot().counters();
    LockSnapshot.Counters in = inner.lock.snapshot().counters();
    System.out.printf(
        "lock stress: %,d operations (outermost attaches tried, takings back), %,d of them with the"
            + " lock held or somebody waiting, %,d hand-offs, %d exclusion violations, longest wait"
            + " timed %.1f ms%n",
        sum(all, StressWorker.Tally::operations),
        sum(all, StressWorker.Tally::contended),
        out.handOffs() + in.handOffs(),
        violations.get(),
        all.stream().mapToLong(StressWorker.Tally::longestWait).max().orElse(0) / 1e6);
    System.out.printf(
        "lock stress: %,d waited in line, %,d refused or timed out, %,d interrupted, %,d ended by"
            + " %,d closes, %,d disposals%n",
        out.waits() + in.waits(),
        sum(all, StressWorker.Tally::refused),
        sum(all, StressWorker.Tally::interrupted),
        sum(all, StressWorker.Tally::closed),
        replaced,
        outer.disposals() + inner.disposals());
  }
}
