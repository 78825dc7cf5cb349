package dev.gil.testkit.explore.weave.programs;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** A walk through the language, for what weaving must not change. */
@SuppressWarnings({
  "MutablePublicArray",
  "ClassCanBeStatic",
  "UnnecessaryStringBuilder",
  "NarrowingCompoundAssignment",
  "JdkObsolete",
  "FutureReturnValueIgnored"
}) // it is here for its byte code
public class Everything implements Supplier<String> {
  static final Map<String, Integer> SEEN = new HashMap<>();
  static final int CONSTANT = 7;
  static int calls;
  private static volatile long total = 5L;
  private static final VarHandle FIELD;

  static {
    try {
      FIELD = MethodHandles.lookup().findVarHandle(Everything.class, "handled", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final List<String> out = new ArrayList<>();
  private int handled;
  private double fraction = 1.5;
  private long wide;
  protected volatile double volatileFraction;
  private byte[] bytes = {1, 2, 3};
  private final long[][] grid = new long[2][3];

  enum Color {
    RED,
    GREEN {
      @Override
      int weight() {
        return 2;
      }
    };

    int weight() {
      return 1;
    }
  }

  record Point(int x, long y) {
    static int made;

    Point {
      made++;
    }
  }

  interface Shape {
    int[] SIZES = {1, 2};

    default int size() {
      return SIZES[0] + SIZES[1];
    }

    private static int twice(AtomicInteger of) {
      IntSupplier up = of::incrementAndGet;
      return up.getAsInt() + up.getAsInt();
    }

    static int both() {
      return twice(new AtomicInteger(3));
    }
  }

  static class Base {
    protected int level;
    final Object given;

    Base(Object given) {
      this.given = given;
      level = 3;
      init();
    }

    void init() {}
  }

  class Derived extends Base {
    int derived = 4;

    Derived(List<String> of, boolean first) {
      super(first ? new int[of.size()] : new StringBuilder("x").append(of.size()));
      level += derived;
    }

    @Override
    void init() {
      level++;
      derived = 9;
    }

    synchronized int locked(int by) {
      if (by == 0) {
        return level;
      }
      if (by < 0) {
        throw new IllegalStateException("below " + level);
      }
      return locked(by - 1) + 1;
    }
  }

  static synchronized long classLocked(long by) {
    total += by;
    total++;
    return total--;
  }

  private int guarded(Object lock, boolean fails) {
    synchronized (lock) {
      try {
        if (fails) {
          throw new IllegalArgumentException("asked to");
        }
        return ++handled;
      } catch (IllegalArgumentException e) {
        wide += 2;
        return -1;
      } finally {
        wide++;
      }
    }
  }

  @Override
  public String get() {
    calls++;
    out.add("calls " + calls + " total " + classLocked(4) + " " + total);
    Derived derived = new Derived(out, calls > 0);
    out.add(derived.level + " " + derived.locked(3) + " " + derived.given.getClass());
    try {
      derived.locked(-1);
    } catch (IllegalStateException e) {
      out.add(e.getMessage());
    }
    out.add(guarded(this, false) + " " + guarded(derived, true) + " " + wide);
    arithmetic();
    collections();
    out.add(Color.RED.weight() + Color.GREEN.weight() + Color.valueOf("RED").name());
    out.add(new Point(1, 2L) + " " + Point.made + " " + new Point(1, 2).equals(new Point(1, 2)));
    out.add(new Shape() {}.size() + " " + Shape.both());
    try {
      threads();
    } catch (Exception e) {
      out.add(e.toString());
    }
    SEEN.merge("run", 1, Integer::sum);
    out.add(SEEN + " " + CONSTANT);
    return String.join("\n", out);
  }

  private void arithmetic() {
    fraction *= 2;
    volatileFraction = fraction++ + --fraction;
    wide ^= 0xFFL;
    bytes[1] += 5;
    bytes[2]++;
    grid[1][2] = wide;
    grid[0][1] = grid[1][2]-- + ++grid[1][0];
    char[] letters = {'a', 'b'};
    letters[0]++;
    boolean[] flags = new boolean[2];
    flags[1] = !flags[0] ^ letters[0] == 'b';
    float[] floats = {1f};
    floats[0] /= 3;
    String[] words = {"a", null};
    words[1] = words[0] += "b";
    out.add(
        fraction
            + " "
            + volatileFraction
            + " "
            + wide
            + Arrays.toString(bytes)
            + Arrays.deepToString(grid)
            + new String(letters)
            + Arrays.toString(flags)
            + Arrays.toString(floats)
            + Arrays.toString(words));
    try {
      bytes[3] = 1;
    } catch (ArrayIndexOutOfBoundsException e) {
      out.add(e.getMessage());
    }
    Everything nobody = calls < 0 ? this : null;
    try {
      nobody.wide = 3;
    } catch (NullPointerException e) {
      out.add("null");
    }
    FIELD.getAndAdd(this, 5);
    out.add("" + (int) FIELD.getVolatile(this) + FIELD.compareAndSet(this, 6, 9) + handled);
  }

  private void collections() {
    List<Integer> list = Collections.synchronizedList(new ArrayList<>());
    list.add(3);
    synchronized (list) {
      list.addAll(List.of(1, 2));
    }
    Hashtable<String, Integer> table = new Hashtable<>();
    table.put("a", 1);
    try {
      table.put("b", null);
    } catch (NullPointerException e) {
      out.add("no null");
    }
    table.computeIfAbsent("c", key -> list.size() + table.size());
    Function<Object, String> named = Object::toString;
    Map<String, List<Integer>> grouped = new ConcurrentHashMap<>();
    list.forEach(i -> grouped.computeIfAbsent(i % 2 + "", k -> new ArrayList<>()).add(i));
    out.add(list + " " + new java.util.TreeMap<>(table) + named.apply(grouped));
    StringBuffer text = new StringBuffer();
    text.append(1).append("x").append(2.5).insert(0, true);
    out.add(text.toString());
  }

  private void threads() throws Exception {
    int[] sum = new int[1];
    Object lock = new Object();
    Thread waiter =
        new Thread(
            () -> {
              synchronized (lock) {
                while (sum[0] == 0) {
                  try {
                    lock.wait();
                  } catch (InterruptedException e) {
                    return;
                  }
                }
                sum[0] += 10;
              }
            });
    waiter.start();
    synchronized (lock) {
      sum[0]++;
      lock.notifyAll();
    }
    waiter.join();
    AtomicInteger count = new AtomicInteger();
    try (var pool = Executors.newFixedThreadPool(2)) {
      for (int i = 0; i < 5; i++) {
        pool.submit(count::incrementAndGet);
      }
    }
    int later = CompletableFuture.supplyAsync(() -> 20).thenApplyAsync(i -> i + 1).get();
    out.add(sum[0] + " " + count + " " + later + " " + waiter.isAlive() + waiter.getState());
  }
}
