package dev.gil.refcount;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * The biased objects that other threads ask their owner to merge: one queue for each owner that was
 * ever asked.
 *
 * <p>CPython looks into such a queue at the eval breaker and once more when a thread ends. The JVM
 * has no hook at the end of a thread, so an object could wait for an owner that never comes back.
 * Three parties see to it that none does:
 *
 * <ul>
 *   <li>the owner, whenever it creates a biased object, takes the plain count of one to zero, or
 *       calls {@link RefCounted#mergeQueued()}. Not at every retain and release: a look at the
 *       queue there made the owner's pair a third slower than a plain count;
 *   <li>whoever enqueues: it looks whether the owner is alive <i>after</i> the object is in the
 *       queue. If not, it takes the queue itself;
 *   <li>a virtual thread, started with the queue, that waits for the owner to end and takes what it
 *       left.
 * </ul>
 *
 * <p>If the enqueuer found the owner alive, the owner ends after the object was enqueued, so the
 * one that waits for the end sees it. The queue is taken whole by one atomic exchange, so each
 * object is merged by one of the three. An owner that is never asked has no queue and no such
 * thread.
 */
final class MergeQueue {
  /** By the number of the thread: a subclass of Thread may call others its equals. */
  private static final ConcurrentMap<Long, MergeQueue> QUEUES = new ConcurrentHashMap<>();

  private static final VarHandle HEAD;

  static {
    try {
      HEAD = MethodHandles.lookup().findVarHandle(MergeQueue.class, "head", Queued.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Thread owner;
  private volatile @Nullable Queued head;

  private static final class Queued {
    private final RefCounted object;
    private @Nullable Queued next;

    Queued(RefCounted object) {
      this.object = object;
    }
  }

  private MergeQueue(Thread owner) {
    this.owner = owner;
  }

  /** By a thread that has just made the object's word QUEUED. */
  static void enqueue(Thread owner, RefCounted object) {
    MergeQueue queue = of(owner);
    queue.add(object);
    if (!owner.isAlive()) {
      queue.mergeAll();
    }
  }

  /** Merges what is queued for the current thread. Returns how many objects that were. */
  static int mergeOwn() {
    if (QUEUES.isEmpty()) {
      return 0;
    }
    @Nullable MergeQueue queue = QUEUES.get(Thread.currentThread().threadId());
    return queue == null ? 0 : queue.mergeAll();
  }

  private static MergeQueue of(Thread owner) {
    @Nullable MergeQueue known = QUEUES.get(owner.threadId());
    if (known != null) {
      return known;
    }
    MergeQueue mine = new MergeQueue(owner);
    @Nullable MergeQueue other = QUEUES.putIfAbsent(owner.threadId(), mine);
    if (other != null) {
      return other;
    }
    Thread.ofVirtual()
        .name("gil-refcounts-of-" + owner.getName())
        .inheritInheritableThreadLocals(false)
        .start(mine::mergeAtEnd);
    return mine;
  }

  private void add(RefCounted object) {
    Queued entry = new Queued(object);
    do {
      entry.next = head;
    } while (!HEAD.compareAndSet(this, entry.next, entry));
  }

  private void mergeAtEnd() {
    try {
      owner.join();
    } catch (InterruptedException e) {
      throw new AssertionError("nobody knows this thread, so nobody interrupts it", e);
    }
    QUEUES.remove(owner.threadId(), this);
    mergeAll();
  }

  private int mergeAll() {
    if (head == null) {
      return 0;
    }
    boolean asOwner = owner == Thread.currentThread();
    int merged = 0;
    for (@Nullable Queued at = (Queued) HEAD.getAndSet(this, null); at != null; at = at.next) {
      try {
        if (asOwner) {
          SharedCount.mergeAsOwner(at.object);
        } else {
          SharedCount.mergeAsHeir(at.object);
        }
      } catch (Throwable e) { // also of an Error: the others still have to be disposed of
        report(e);
      }
      merged++;
    }
    return merged;
  }

  private static void report(Throwable failure) {
    Thread me = Thread.currentThread();
    try {
      me.getUncaughtExceptionHandler().uncaughtException(me, failure);
    } catch (RuntimeException | Error e) {
      // as when a thread ends by an exception: what its handler throws is ignored
    }
  }
}
