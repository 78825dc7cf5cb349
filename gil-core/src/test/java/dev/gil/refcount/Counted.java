package dev.gil.refcount;

import dev.gil.GlobalLock;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Knows how often it was disposed of, and by whom. */
final class Counted extends RefCounted {
  final AtomicInteger disposals = new AtomicInteger();
  final CountDownLatch disposed = new CountDownLatch(1);
  volatile @Nullable Thread disposer;

  Counted(GlobalLock lock) {
    super(lock);
  }

  Counted(RefCountPolicy policy) {
    super(policy);
  }

  @Override
  protected void onZero() {
    disposer = Thread.currentThread();
    disposals.incrementAndGet();
    disposed.countDown();
  }
}
