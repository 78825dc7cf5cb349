package dev.gil.bench.lock;

import dev.gil.Attachment;
import dev.gil.GlobalLock;
import dev.gil.bench.fork.Figures;
import dev.gil.trace.TraceRecorder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import jdk.jfr.Recording;

/**
 * The program of a fork: two threads that compute under one lock, at an interval so short that it
 * is handed over some 100,000 times a second; with a recorder and without, by turns in one JVM.
 * Says how many turns of the loop a second both made, and how often the lock was handed over.
 *
 * <p>Arguments: what the first of two is beside the second ({@code recorder}, {@code nothing} or
 * {@code jfr-off}), rounds, milliseconds a round.
 */
final class RecorderFork {
  private static final Duration INTERVAL = Duration.ofNanos(9_000);
  private static final int TURNS = 1_000;

  private final GlobalLock lock;
  private long shared = 88_172_645_463_325_252L;
  private volatile boolean over;
  private long done; // under the lock

  private RecorderFork(GlobalLock lock) {
    this.lock = lock;
  }

  private record Rates(double turns, double handOffs) {}

  public static void main(String[] args) throws InterruptedException {
    String what = args[0];
    int rounds = Integer.parseInt(args[1]);
    long millis = Long.parseLong(args[2]);
    List<Rates> with = new ArrayList<>();
    List<Rates> without = new ArrayList<>();
    for (int round = -2; round < rounds; round++) { // the first ones warm up
      Rates one = with(what, millis);
      Rates other = play(GlobalLock.builder("bench-off"), millis);
      if (round >= 0) {
        with.add(one);
        without.add(other);
      }
    }
    Figures.say("on.turns", median(with.stream().mapToDouble(Rates::turns).toArray()));
    Figures.say("on.handoffs", median(with.stream().mapToDouble(Rates::handOffs).toArray()));
    Figures.say("off.turns", median(without.stream().mapToDouble(Rates::turns).toArray()));
    Figures.say("off.handoffs", median(without.stream().mapToDouble(Rates::handOffs).toArray()));
  }

  private static Rates with(String what, long millis) throws InterruptedException {
    GlobalLock.Builder builder = GlobalLock.builder("bench-on");
    switch (what) {
      case "recorder" -> {
        return play(builder.listener(new TraceRecorder()), millis);
      }
      case "jfr-off" -> {
        try (var recording = new Recording()) {
          recording.start();
          return play(builder, millis);
        }
      }
      default -> {
        return play(builder, millis);
      }
    }
  }

  private static Rates play(GlobalLock.Builder builder, long millis) throws InterruptedException {
    try (GlobalLock lock = builder.switchInterval(INTERVAL).build()) {
      RecorderFork fork = new RecorderFork(lock);
      Thread first = Thread.ofPlatform().name("first").start(fork::compute);
      Thread second = Thread.ofPlatform().name("second").start(fork::compute);
      LockSupport.parkNanos(millis * 100_000);
      long turns = fork.done();
      long handOffs = lock.snapshot().counters().handOffs();
      long start = System.nanoTime();
      first.join(millis);
      turns = fork.done() - turns;
      handOffs = lock.snapshot().counters().handOffs() - handOffs;
      double seconds = (System.nanoTime() - start) / 1e9;
      fork.over = true;
      first.join();
      second.join();
      return new Rates(turns / seconds, handOffs / seconds);
    }
  }

  private long done() {
    return lock.call(() -> done);
  }

  private void compute() {
    try (Attachment gil = lock.attach()) {
      while (!over) {
        long x = shared;
        for (int i = 0; i < TURNS; i++) {
          x ^= x << 13;
          x ^= x >>> 7;
          x ^= x << 17;
          gil.checkpoint();
          done++;
        }
        shared = x;
      }
    }
  }

  private static double median(double[] figures) {
    Arrays.sort(figures);
    return figures[figures.length / 2];
  }
}
