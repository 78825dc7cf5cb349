package dev.gil.workloads;

import dev.gil.GlobalLock;
import dev.gil.refcount.RefCountPolicy;
import dev.gil.refcount.RefCounted;
import dev.gil.refcount.ReferenceCountException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The objects that the tasks of one execution share, with a reference for each task. */
final class Shelf {
  /** A power of two, so that random bits choose one. */
  static final int OBJECTS = 64;

  /** How long a thread looks out for the others before it starts without them. */
  private static final int LOOKS = 10_000_000;

  private static final AtomicLong KEYS = new AtomicLong();
  private static final Map<Long, Room> ROOMS = new ConcurrentHashMap<>();

  private final List<Shared> objects = new ArrayList<>();
  private final AtomicInteger started = new AtomicInteger();
  private final AtomicInteger inside;
  private final int tasks;

  /** One of the objects. Stands for nothing that could crash. */
  static final class Shared extends RefCounted {
    private final AtomicInteger disposals = new AtomicInteger();

    Shared(GlobalLock lock) {
      super(lock);
    }

    Shared(RefCountPolicy policy) {
      super(policy);
    }

    /** Fails as well if the object was disposed of since its count was looked at. */
    void use() {
      requireAlive();
      if (disposals.get() != 0) {
        throw new ReferenceCountException("used after it was disposed of");
      }
    }

    @Override
    protected void onZero() {
      disposals.incrementAndGet();
    }
  }

  /** Where the tasks of one trial meet in this JVM: one execution after the other. */
  private static final class Room {
    private final int tasks;
    private @Nullable Shelf shelf;
    private int entered;

    Room(int tasks) {
      this.tasks = tasks;
    }

    synchronized Shelf enter(Optional<GlobalLock> lock) {
      Shelf current = shelf;
      if (current == null || entered == tasks) {
        current = guarded(lock, tasks);
        shelf = current;
        entered = 0;
      }
      entered++;
      return current;
    }
  }

  private Shelf(Supplier<Shared> maker, int tasks) {
    this.tasks = tasks;
    this.inside = new AtomicInteger(tasks);
    for (int i = 0; i < OBJECTS; i++) {
      Shared object = maker.get();
      for (int task = 1; task < tasks; task++) {
        object.retain();
      }
      objects.add(object);
    }
  }

  /** Where so many tasks meet. Returns its key. */
  static long register(int tasks) {
    long key = KEYS.incrementAndGet() << 32 | ProcessHandle.current().pid();
    ROOMS.put(key, new Room(tasks));
    return key;
  }

  static void forget(long key) {
    ROOMS.remove(key);
  }

  /** By a task as it starts, attached if there is a lock. In a worker process it is alone. */
  static Shelf of(long key, Optional<GlobalLock> lock) {
    @Nullable Room room = ROOMS.get(key);
    return room == null ? guarded(lock, 1) : room.enter(lock);
  }

  private static Shelf guarded(Optional<GlobalLock> lock, int tasks) {
    return new Shelf(
        () -> lock.map(Shared::new).orElseGet(() -> new Shared(RefCountPolicy.ATOMIC)), tasks);
  }

  static Shelf unguarded(int tasks) {
    return new Shelf(() -> new Shared(RefCountPolicy.UNGUARDED), tasks);
  }

  Shared object(int which) {
    return objects.get(which);
  }

  /** All threads race from the same moment, if so many run at once; else this one just starts. */
  void awaitAll() {
    started.incrementAndGet();
    for (int i = 0; i < LOOKS && started.get() < tasks; i++) {
      Thread.onSpinWait();
    }
  }

  /** By a task that has given up its references. The last one looks at what became of all. */
  Tally leave(Churn churn) {
    if (inside.decrementAndGet() > 0) {
      return churn.tally(0, 0, 0, 0);
    }
    long disposed = objects.stream().filter(object -> object.disposals.get() > 0).count();
    long twice = objects.stream().filter(object -> object.disposals.get() > 1).count();
    return churn.tally(OBJECTS, disposed, twice, OBJECTS - disposed);
  }
}
