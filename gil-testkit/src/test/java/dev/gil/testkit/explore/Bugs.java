package dev.gil.testkit.explore;

import static dev.gil.testkit.explore.Interleavings.fork;
import static dev.gil.testkit.explore.Interleavings.join;
import static dev.gil.testkit.explore.Interleavings.lock;
import static dev.gil.testkit.explore.Interleavings.point;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.Attachment;
import dev.gil.GlobalLock;
import dev.gil.refcount.RefCountPolicy;
import dev.gil.refcount.RefCounted;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Classic bugs with their points written out, and beside each the same code without the bug. */
@SuppressWarnings({
  "ImmutableEnumChecker",
  "LockNotBeforeTry",
  "WaitNotInLoop"
}) // bodies; and bugs on purpose
enum Bugs {
  LOST_UPDATE(FailureKind.EXCEPTION, Bugs::lostUpdate, Bugs::updateUnderLock),
  CHECK_THEN_ACT(FailureKind.EXCEPTION, Bugs::checkThenAct, Bugs::checkAndAct),
  DEADLOCK_OF_GLOBAL_LOCKS(FailureKind.DEADLOCK, () -> globalLocks(true), () -> globalLocks(false)),
  DEADLOCK_OF_JDK_LOCKS(FailureKind.DEADLOCK, () -> jdkLocks(true), () -> jdkLocks(false)),
  MISSED_SIGNAL(FailureKind.LOST_WAKEUP, () -> signal(false), () -> signal(true)),
  ONE_CONDITION_FOR_TWO_REASONS(FailureKind.LOST_WAKEUP, () -> buffer(false), () -> buffer(true)),
  ABA(FailureKind.EXCEPTION, () -> stack(true), () -> stack(false)),
  PUBLISHED_BEFORE_MADE(FailureKind.EXCEPTION, () -> publish(true), () -> publish(false)),
  GET_AND_SET(FailureKind.EXCEPTION, Bugs::getAndSet, Bugs::getAndAdd),
  RETAINED_TOO_LATE(FailureKind.REFCOUNT, () -> retain(false), () -> retain(true)),
  RELEASED_TWICE(FailureKind.REFCOUNT, () -> release(false), () -> release(true));

  final FailureKind kind;
  final Interleavings.Body wrong;
  final Interleavings.Body right;

  Bugs(FailureKind kind, Interleavings.Body wrong, Interleavings.Body right) {
    this.kind = kind;
    this.wrong = wrong;
    this.right = right;
  }

  private static final class Counter {
    int value;

    void increment() {
      point(this);
      int seen = value;
      point(this);
      value = seen + 1;
    }
  }

  private static void lostUpdate() {
    Counter counter = new Counter();
    join(fork(counter::increment), fork(counter::increment));
    assertThat(counter.value).isEqualTo(2);
  }

  private static void updateUnderLock() {
    Counter counter = new Counter();
    GlobalLock lock = lock("counter");
    Interleavings.Body body =
        () ->
            lock.<@Nullable Void, RuntimeException>call(
                () -> {
                  counter.increment();
                  return null;
                });
    join(fork(body), fork(body));
    assertThat(counter.value).isEqualTo(2);
  }

  private static void checkThenAct() {
    reserve(true);
  }

  private static void checkAndAct() {
    reserve(false);
  }

  private static void reserve(boolean checkpointBetween) {
    Map<String, String> seats = new HashMap<>();
    GlobalLock lock = lock("seats");
    AtomicInteger sold = new AtomicInteger();
    Interleavings.Body body =
        () -> {
          try (Attachment gil = lock.attach()) {
            if (!checkpointBetween) {
              gil.checkpoint();
            }
            if (!seats.containsKey("7A")) {
              if (checkpointBetween) {
                gil.checkpoint();
              }
              seats.put("7A", Thread.currentThread().getName());
              sold.incrementAndGet();
            }
          }
        };
    join(fork(body), fork(body));
    assertThat(sold).hasValue(1);
  }

  private static void globalLocks(boolean crosswise) {
    GlobalLock a = lock("a");
    GlobalLock b = lock("b");
    join(fork(() -> both(a, b)), fork(() -> both(crosswise ? b : a, crosswise ? a : b)));
  }

  private static void both(GlobalLock outer, GlobalLock inner) {
    try (Attachment _ = outer.attach();
        Attachment gil = inner.attach()) {
      gil.checkpoint();
    }
  }

  private static void jdkLocks(boolean crosswise) {
    ReentrantLock a = new ReentrantLock();
    ReentrantLock b = new ReentrantLock();
    join(fork(() -> both(a, b)), fork(() -> both(crosswise ? b : a, crosswise ? a : b)));
  }

  private static void both(ReentrantLock outer, ReentrantLock inner) {
    point(outer);
    outer.lock();
    try {
      point(inner);
      inner.lock();
      inner.unlock();
    } finally {
      outer.unlock();
    }
  }

  private static void signal(boolean checkedUnderLock) {
    ReentrantLock lock = new ReentrantLock();
    Condition changed = lock.newCondition();
    boolean[] ready = new boolean[1];
    var waiter =
        fork(
            () -> {
              if (!checkedUnderLock) {
                point(ready);
                if (ready[0]) {
                  return;
                }
                point(lock);
              }
              lock.lock();
              try {
                while (checkedUnderLock && !ready[0]) {
                  changed.await();
                }
                if (!checkedUnderLock) {
                  changed.await();
                }
              } finally {
                lock.unlock();
              }
            });
    var signaller =
        fork(
            () -> {
              point(ready);
              lock.lock();
              try {
                ready[0] = true;
                changed.signalAll();
              } finally {
                lock.unlock();
              }
            });
    join(waiter, signaller);
  }

  private static void buffer(boolean signalAll) {
    ReentrantLock lock = new ReentrantLock();
    Condition changed = lock.newCondition();
    ArrayDeque<Integer> items = new ArrayDeque<>();
    Interleavings.Body put = () -> exchange(lock, changed, items, true, signalAll);
    Interleavings.Body take = () -> exchange(lock, changed, items, false, signalAll);
    join(fork("put1", put), fork("put2", put), fork("take1", take), fork("take2", take));
  }

  private static void exchange(
      ReentrantLock lock,
      Condition changed,
      ArrayDeque<Integer> items,
      boolean puts,
      boolean signalAll)
      throws InterruptedException {
    for (int i = 0; i < 2; i++) {
      point(lock);
      lock.lock();
      try {
        while (items.isEmpty() != puts) {
          changed.await();
        }
        if (puts) {
          items.add(i);
        } else {
          items.remove();
        }
        if (signalAll) {
          changed.signalAll();
        } else {
          changed.signal();
        }
      } finally {
        lock.unlock();
      }
    }
  }

  private static final class Node {
    final int value;
    @Nullable Node next;

    Node(int value) {
      this.value = value;
    }
  }

  private static @Nullable Node pop(AtomicReference<@Nullable Node> top) {
    while (true) {
      point(top);
      Node first = top.get();
      if (first == null) {
        return null;
      }
      Node second = first.next;
      point(top);
      if (top.compareAndSet(first, second)) {
        return first;
      }
    }
  }

  private static void push(AtomicReference<@Nullable Node> top, Node node) {
    while (true) {
      point(top);
      Node first = top.get();
      node.next = first;
      point(top);
      if (top.compareAndSet(first, node)) {
        return;
      }
    }
  }

  private static void stack(boolean reuses) {
    AtomicReference<@Nullable Node> top = new AtomicReference<>();
    Node three = new Node(3);
    Node two = new Node(2);
    Node one = new Node(1);
    top.set(one);
    one.next = two;
    two.next = three;
    AtomicInteger popped = new AtomicInteger();
    var victim = fork(() -> popped.addAndGet(pop(top) == null ? 0 : 1));
    var other =
        fork(
            () -> {
              Node first = pop(top);
              popped.addAndGet(pop(top) == null ? 0 : 1);
              if (first != null) {
                push(top, reuses ? first : new Node(first.value));
              }
            });
    join(victim, other);
    int left = 0;
    for (Node node = top.get(); node != null; node = node.next) {
      left++;
    }
    assertThat(left + popped.get()).isEqualTo(3);
  }

  private static void publish(boolean early) {
    AtomicReference<int @Nullable []> shared = new AtomicReference<>();
    var writer =
        fork(
            () -> {
              int[] made = new int[1];
              point(shared);
              if (early) {
                shared.set(made);
                point(made);
                made[0] = 1;
              } else {
                made[0] = 1;
                shared.set(made);
              }
            });
    var reader =
        fork(
            () -> {
              point(shared);
              int[] seen = shared.get();
              if (seen != null) {
                point(seen);
                assertThat(seen[0]).isEqualTo(1);
              }
            });
    join(writer, reader);
  }

  private static void getAndSet() {
    AtomicInteger count = new AtomicInteger();
    Interleavings.Body body =
        () -> {
          point(count);
          int seen = count.get();
          point(count);
          count.set(seen + 1);
        };
    join(fork(body), fork(body));
    assertThat(count).hasValue(2);
  }

  private static void getAndAdd() {
    AtomicInteger count = new AtomicInteger();
    Interleavings.Body body =
        () -> {
          point(count);
          count.incrementAndGet();
        };
    join(fork(body), fork(body));
    assertThat(count).hasValue(2);
  }

  private static final class Shared extends RefCounted {
    Shared() {
      super(RefCountPolicy.ATOMIC);
    }

    @Override
    protected void onZero() {}
  }

  private static void retain(boolean beforeForking) {
    Shared object = new Shared();
    if (beforeForking) {
      object.retain();
    }
    var user =
        fork(
            () -> {
              point(object);
              if (!beforeForking) {
                object.retain();
              }
              point(object);
              object.release();
            });
    var owner =
        fork(
            () -> {
              point(object);
              object.release();
            });
    join(user, owner);
  }

  private static void release(boolean exchanged) {
    Shared object = new Shared();
    AtomicReference<@Nullable Shared> slot = new AtomicReference<>(object);
    Interleavings.Body clear =
        () -> {
          point(slot);
          if (exchanged) {
            Shared mine = slot.getAndSet(null);
            if (mine != null) {
              mine.release();
            }
            return;
          }
          Shared seen = slot.get();
          if (seen != null) {
            point(slot);
            slot.set(null);
            seen.release();
          }
        };
    join(fork(clear), fork(clear));
  }
}
