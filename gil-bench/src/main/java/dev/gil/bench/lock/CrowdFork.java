package dev.gil.bench.lock;

import dev.gil.bench.fork.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * The program of a fork: a crowd that contends for one lock, for as long as it is told; says how
 * often a second they all had it. Not by JMH, which adds up rates of threads that it clocks one by
 * one: where more threads want to run than there are cores, their clocks do not run together.
 *
 * <p>Arguments: the lock, threads, milliseconds.
 */
final class CrowdFork {
  private static final long WARM_UP_NANOS = 200_000_000;

  private CrowdFork() {}

  public static void main(String[] args) throws InterruptedException {
    Contender.Maker maker = Contender.of(args[0]);
    int threads = Integer.parseInt(args[1]);
    long forNanos = 1_000_000 * Long.parseLong(args[2]);
    play(maker, threads, WARM_UP_NANOS);
    Figures.say("rate", play(maker, threads, forNanos));
  }

  private static double play(Contender.Maker maker, int count, long forNanos)
      throws InterruptedException {
    var crowd = new Contender.Crowd();
    List<Contender> contenders = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Contender contender = maker.make(crowd);
      contenders.add(contender);
      threads.add(Thread.ofPlatform().name("contender-" + (i + 1)).start(contender));
    }
    LockSupport.parkNanos(forNanos / 10);
    long before = contenders.stream().mapToLong(Contender::done).sum();
    long start = System.nanoTime();
    long end = start + forNanos;
    for (long left = forNanos; left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
    long done = contenders.stream().mapToLong(Contender::done).sum() - before;
    double seconds = (System.nanoTime() - start) / 1e9;
    crowd.over = true;
    for (Thread thread : threads) {
      thread.join();
    }
    return done / seconds;
  }
}
