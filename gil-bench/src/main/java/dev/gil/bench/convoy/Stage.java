package dev.gil.bench.convoy;

import dev.gil.GlobalLock;
import dev.gil.bench.ContendedLock;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The locks of a fork, and the sign by which its threads know that a slice is over. */
final class Stage {
  final GlobalLock lock = ContendedLock.named("bench-convoy");
  final ReentrantLock reentrant = new ReentrantLock();
  final ReentrantLock fair = new ReentrantLock(true);

  /** That the slice is over. */
  volatile boolean over;

  /** Whether hogs clock how long they held the lock; decided before any of them runs. */
  boolean clocked;

  /** The hog that last held a mutex; guarded by it. */
  @Nullable Hog last;

  /** How often another hog held a mutex than the time before; written under it. */
  final AtomicLong changes = new AtomicLong();

  ReentrantLock mutex(Discipline discipline) {
    return discipline == Discipline.FAIR ? fair : reentrant;
  }
}
