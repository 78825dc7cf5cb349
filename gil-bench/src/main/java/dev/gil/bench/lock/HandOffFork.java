package dev.gil.bench.lock;

import dev.gil.bench.fork.Figures;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The program of a fork: two threads take a lock by turns, each waiting for it while the other
 * holds it. What is measured is the time from just before it is given up to the moment the other
 * has it: the median. Held for a microsecond, a waiter still spins; held for 200, it is parked.
 *
 * <p>Arguments: milliseconds a variant and subject, then the subjects.
 */
final class HandOffFork {
  private static final long SPINNING_NANOS = 1_000;
  private static final long PARKED_NANOS = 200_000;
  private static final long WARM_UP_NANOS = 300_000_000;
  private static final int MOST_SAMPLES = 1 << 18;

  private final Exclusion exclusion;
  private final long holdNanos;
  private final long[] samples = new long[MOST_SAMPLES];
  private int count;
  private long givenUp;

  /** Whose hold is or was the last: 0 or 1; read by the other before it comes to wait. */
  private volatile int holder;

  private volatile boolean over;

  private HandOffFork(Exclusion exclusion, long holdNanos) {
    this.exclusion = exclusion;
    this.holdNanos = holdNanos;
  }

  public static void main(String[] args) throws InterruptedException {
    long forNanos = 1_000_000 * Long.parseLong(args[0]);
    List<String> subjects = List.of(args).subList(1, args.length);
    Map<String, Exclusion> all = Exclusion.all();
    for (String variant : List.of("spinning", "parked")) {
      long holdNanos = variant.equals("spinning") ? SPINNING_NANOS : PARKED_NANOS;
      for (String subject : subjects) {
        Exclusion exclusion = all.get(subject);
        new HandOffFork(exclusion, holdNanos).play(WARM_UP_NANOS);
        Figures.say(subject + '.' + variant, new HandOffFork(exclusion, holdNanos).play(forNanos));
      }
    }
  }

  private double play(long forNanos) throws InterruptedException {
    holder = 1;
    Thread first = Thread.ofPlatform().name("first").start(() -> takeTurns(0));
    Thread second = Thread.ofPlatform().name("second").start(() -> takeTurns(1));
    first.join(forNanos / 1_000_000);
    over = true;
    first.join();
    second.join();
    long[] sorted = Arrays.copyOf(samples, count);
    Arrays.sort(sorted);
    return count == 0 ? Double.NaN : sorted[count / 2];
  }

  /** Comes to wait as soon as the other holds; ends when told to, or when the other has. */
  @SuppressWarnings("ThreadPriorityCheck") // on purpose, see inside
  private void takeTurns(int me) {
    while (!over) {
      if (holder == me) {
        // Not a mere spin: the system may have put the other, on waking it, onto this core.
        Thread.yield();
      } else {
        exclusion.hold(() -> hold(me));
      }
    }
  }

  private void hold(int me) {
    long start = System.nanoTime();
    if (holder == me) {
      return;
    }
    if (givenUp != 0 && count < MOST_SAMPLES) {
      samples[count++] = start - givenUp;
    }
    holder = me;
    long now = System.nanoTime();
    while (now - start < holdNanos) {
      Thread.onSpinWait();
      now = System.nanoTime();
    }
    givenUp = System.nanoTime();
  }
}
