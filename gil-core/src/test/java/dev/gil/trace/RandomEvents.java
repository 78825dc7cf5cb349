package dev.gil.trace;

import dev.gil.trace.Trace.State;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What threads might do with locks, told to a listener: each is in one place at a time, each lock
 * has one holder, unless an overlap is planted.
 */
final class RandomEvents {
  private static final List<String> ODD_NAMES =
      List.of(
          "</script><img src=x onerror=alert(1)>", "a\"b\\c\u0000\u001b[2J\n\u2028", "\ud800x", "");

  private final Random random;
  private final String prefix;
  private final List<Thread> threads = new ArrayList<>();
  private final long[] reached;
  private final Map<String, Long> free = new HashMap<>();
  private final Map<State, Long> sums = new EnumMap<>(State.class);
  private int count;
  private int switches;

  /** Lock names begin with {@code prefix}. */
  RandomEvents(long seed, String prefix) {
    this.random = new Random(seed);
    this.prefix = prefix;
    int crowd = 1 + random.nextInt(6);
    for (int i = 0; i < crowd; i++) {
      String name = random.nextInt(3) == 0 ? ODD_NAMES.get(i % ODD_NAMES.size()) : "Thread " + i;
      Thread.Builder builder = random.nextInt(4) == 0 ? Thread.ofVirtual() : Thread.ofPlatform();
      threads.add(builder.name(name).unstarted(() -> {}));
    }
    this.reached = new long[crowd];
    long start = random.nextLong() / 4;
    Arrays.fill(reached, start);
  }

  void tell(LockListener listener, int events) {
    int locks = 1 + random.nextInt(3);
    for (int i = 0; i < events; i++) {
      turn(listener, prefix + "lock " + random.nextInt(locks), random.nextInt(threads.size()));
    }
  }

  private void turn(LockListener listener, String lock, int who) {
    Thread thread = threads.get(who);
    long asked = reached[who] + some(2_000);
    long got = Math.max(asked, free.getOrDefault(lock, Long.MIN_VALUE));
    if (got > asked || random.nextInt(10) == 0) {
      got += some(100);
      listener.waited(lock, thread, asked, got);
      sum(State.WAIT, got - asked);
    }
    long gaveUp = got + some(100_000);
    boolean handedOver = random.nextBoolean();
    listener.held(lock, thread, got, gaveUp, handedOver);
    sum(State.HOLD, gaveUp - got);
    switches += handedOver ? 1 : 0;
    free.put(lock, gaveUp);
    reached[who] = gaveUp;
    int then = random.nextInt(4);
    if (then < 2) {
      long from = gaveUp + some(50);
      long to = from + some(50_000);
      if (then == 0) {
        listener.detached(lock, thread, from, to);
        sum(State.BLOCKED, to - from);
      } else {
        listener.ranKernel(lock, thread, from, to);
        sum(State.KERNEL, to - from);
      }
      reached[who] = to;
    }
  }

  /** Two threads hold one lock at once, for so many nanoseconds. */
  void plantOverlap(LockListener listener, long nanos) {
    Thread one = Thread.ofPlatform().name("one").unstarted(() -> {});
    Thread other = Thread.ofPlatform().name("other").unstarted(() -> {});
    String lock = prefix + "broken";
    long at = reached[0];
    listener.held(lock, one, at, at + 2 * nanos, false);
    listener.held(lock, other, at + nanos, at + 3 * nanos, false);
    sum(State.HOLD, 2 * nanos);
    sum(State.HOLD, 2 * nanos);
  }

  private long some(int most) {
    return random.nextInt(most) * (random.nextInt(20) == 0 ? 1_000L : 1L);
  }

  private void sum(State state, long nanos) {
    sums.merge(state, nanos, Long::sum);
    count++;
  }

  /** What was told, in nanoseconds. */
  long nanos(State state) {
    return sums.getOrDefault(state, 0L);
  }

  int count() {
    return count;
  }

  int switches() {
    return switches;
  }
}
