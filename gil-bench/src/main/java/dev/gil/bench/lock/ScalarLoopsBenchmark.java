package dev.gil.bench.lock;

import dev.gil.Attachment;
import dev.gil.GlobalLock;
import dev.gil.bench.ContendedLock;
import java.util.Arrays;
import java.util.Random;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Loops whose steps depend on each other, so that nothing can fold them or do several at once: each
 * as it is, and with a checkpoint a step. What is measured is a step. Fields are read before the
 * loop: behind a call that might be made, the compiler reads them again in every turn.
 */
@State(Scope.Thread)
@OperationsPerInvocation(ScalarLoopsBenchmark.STEPS)
public class ScalarLoopsBenchmark {
  static final int STEPS = 10_000;
  private static final int SIZE = 1 << 12;
  private static final int MASK = SIZE - 1;

  private final GlobalLock lock = ContendedLock.named("bench-checkpoint");
  private final int[] values = new Random(1).ints(SIZE).toArray();
  private final int[] sorted = values.clone();
  private final byte[] text = new byte[SIZE];
  private final boolean[] composite = new boolean[SIZE];
  private final Node head = ring(new Random(2));
  private long seed = 88_172_645_463_325_252L;
  private long multiplier = 6_364_136_223_846_793_005L;
  private long increment = 1_442_695_040_888_963_407L;

  @SuppressWarnings("NullAway.Init") // held during an iteration
  private Attachment gil;

  private static final class Node {
    private final int value;
    private Node next = this;

    Node(int value) {
      this.value = value;
    }
  }

  @Setup(Level.Iteration)
  public void attach() {
    gil = lock.attach();
    Arrays.sort(sorted);
    new Random(seed).nextBytes(text);
    // Constants, but not to the compiler.
    seed |= 1;
    multiplier |= 1;
    increment |= 1;
  }

  @TearDown(Level.Iteration)
  public void close() {
    gil.close();
  }

  /** Nodes in no order of their addresses. */
  private static Node ring(Random random) {
    Node[] nodes = random.ints(SIZE).mapToObj(Node::new).toArray(Node[]::new);
    for (int i = SIZE - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      Node swapped = nodes[i];
      nodes[i] = nodes[other];
      nodes[other] = swapped;
    }
    for (int i = 0; i < SIZE; i++) {
      nodes[i].next = nodes[(i + 1) & MASK];
    }
    return nodes[0];
  }

  @Benchmark
  public long bareXorshift() {
    long start = seed;
    long x = start;
    for (int i = 0; i < STEPS; i++) {
      x ^= x << 13;
      x ^= x >>> 7;
      x ^= x << 17;
    }
    return x;
  }

  @Benchmark
  public long gilXorshift() {
    long start = seed;
    Attachment attached = gil;
    long x = start;
    for (int i = 0; i < STEPS; i++) {
      x ^= x << 13;
      x ^= x >>> 7;
      x ^= x << 17;
      attached.checkpoint();
    }
    return x;
  }

  @Benchmark
  public long bareBranch() {
    int[] array = values;
    int sum = 1;
    for (int i = 0; i < STEPS; i++) {
      int value = array[i & MASK];
      if (value < 0) {
        sum = sum * 31 + value;
      } else {
        sum ^= value;
      }
    }
    return sum;
  }

  @Benchmark
  public long gilBranch() {
    int[] array = values;
    Attachment attached = gil;
    int sum = 1;
    for (int i = 0; i < STEPS; i++) {
      int value = array[i & MASK];
      if (value < 0) {
        sum = sum * 31 + value;
      } else {
        sum ^= value;
      }
      attached.checkpoint();
    }
    return sum;
  }

  @Benchmark
  public long bareLcg() {
    long start = seed;
    long factor = multiplier;
    long step = increment;
    long x = start;
    for (int i = 0; i < STEPS; i++) {
      x = x * factor + step;
    }
    return x;
  }

  @Benchmark
  public long gilLcg() {
    long start = seed;
    long factor = multiplier;
    long step = increment;
    Attachment attached = gil;
    long x = start;
    for (int i = 0; i < STEPS; i++) {
      x = x * factor + step;
      attached.checkpoint();
    }
    return x;
  }

  @Benchmark
  public long bareCollatz() {
    long next = 27;
    long x = next;
    for (int i = 0; i < STEPS; i++) {
      if (x == 1) {
        x = ++next;
      }
      x = (x & 1) == 0 ? x >> 1 : 3 * x + 1;
    }
    return x;
  }

  @Benchmark
  public long gilCollatz() {
    Attachment attached = gil;
    long next = 27;
    long x = next;
    for (int i = 0; i < STEPS; i++) {
      if (x == 1) {
        x = ++next;
      }
      x = (x & 1) == 0 ? x >> 1 : 3 * x + 1;
      attached.checkpoint();
    }
    return x;
  }

  @Benchmark
  public long bareGcd() {
    long start = seed;
    long factor = multiplier;
    long a = start;
    long b = factor;
    long found = 0;
    for (int i = 0; i < STEPS; i++) {
      if (b == 0) {
        found += a;
        a = start + i;
        b = factor - i;
      }
      long rest = a % b;
      a = b;
      b = rest;
    }
    return found;
  }

  @Benchmark
  public long gilGcd() {
    long start = seed;
    long factor = multiplier;
    Attachment attached = gil;
    long a = start;
    long b = factor;
    long found = 0;
    for (int i = 0; i < STEPS; i++) {
      if (b == 0) {
        found += a;
        a = start + i;
        b = factor - i;
      }
      long rest = a % b;
      a = b;
      b = rest;
      attached.checkpoint();
    }
    return found;
  }

  @Benchmark
  public long bareSearch() {
    int[] array = values;
    int[] order = sorted;
    int found = 0;
    int low = 0;
    int high = SIZE;
    int key = 1;
    for (int i = 0; i < STEPS; i++) {
      if (low >= high) {
        found += low;
        key = array[found & MASK];
        low = 0;
        high = SIZE;
      }
      int middle = (low + high) >>> 1;
      if (order[middle] < key) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return found;
  }

  @Benchmark
  public long gilSearch() {
    int[] array = values;
    int[] order = sorted;
    Attachment attached = gil;
    int found = 0;
    int low = 0;
    int high = SIZE;
    int key = 1;
    for (int i = 0; i < STEPS; i++) {
      if (low >= high) {
        found += low;
        key = array[found & MASK];
        low = 0;
        high = SIZE;
      }
      int middle = (low + high) >>> 1;
      if (order[middle] < key) {
        low = middle + 1;
      } else {
        high = middle;
      }
      attached.checkpoint();
    }
    return found;
  }

  @Benchmark
  public long bareList() {
    Node node = head;
    long sum = 0;
    for (int i = 0; i < STEPS; i++) {
      sum += node.value;
      node = node.next;
    }
    return sum;
  }

  @Benchmark
  public long gilList() {
    Attachment attached = gil;
    Node node = head;
    long sum = 0;
    for (int i = 0; i < STEPS; i++) {
      sum += node.value;
      node = node.next;
      attached.checkpoint();
    }
    return sum;
  }

  @Benchmark
  public long bareNewton() {
    double root = 1;
    double of = 2;
    for (int i = 0; i < STEPS; i++) {
      root = (root + of / root) * 0.5;
      of += 1;
    }
    return Double.doubleToRawLongBits(root);
  }

  @Benchmark
  public long gilNewton() {
    Attachment attached = gil;
    double root = 1;
    double of = 2;
    for (int i = 0; i < STEPS; i++) {
      root = (root + of / root) * 0.5;
      of += 1;
      attached.checkpoint();
    }
    return Double.doubleToRawLongBits(root);
  }

  @Benchmark
  public long bareHash() {
    byte[] bytes = text;
    int hash = 0x811c9dc5;
    for (int i = 0; i < STEPS; i++) {
      hash = (hash ^ bytes[i & MASK]) * 0x01000193;
    }
    return hash;
  }

  @Benchmark
  public long gilHash() {
    byte[] bytes = text;
    Attachment attached = gil;
    int hash = 0x811c9dc5;
    for (int i = 0; i < STEPS; i++) {
      hash = (hash ^ bytes[i & MASK]) * 0x01000193;
      attached.checkpoint();
    }
    return hash;
  }

  @Benchmark
  public long bareSieve() {
    boolean[] crossed = composite;
    int prime = 3;
    int place = 0;
    for (int i = 0; i < STEPS; i++) {
      crossed[place] = true;
      place += prime;
      if (place >= SIZE) {
        prime += 2;
        place = prime & MASK;
      }
    }
    return place;
  }

  @Benchmark
  public long gilSieve() {
    boolean[] crossed = composite;
    Attachment attached = gil;
    int prime = 3;
    int place = 0;
    for (int i = 0; i < STEPS; i++) {
      crossed[place] = true;
      place += prime;
      if (place >= SIZE) {
        prime += 2;
        place = prime & MASK;
      }
      attached.checkpoint();
    }
    return place;
  }
}
