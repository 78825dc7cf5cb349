package dev.gil.testkit.explore.counts;

import dev.gil.refcount.RefCountPolicy;
import dev.gil.refcount.RefCounted;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts how often it was disposed of. */
final class Page extends RefCounted {
  final AtomicInteger disposals = new AtomicInteger();

  Page(RefCountPolicy policy) {
    super(policy);
  }

  @Override
  protected void onZero() {
    disposals.incrementAndGet();
  }
}
