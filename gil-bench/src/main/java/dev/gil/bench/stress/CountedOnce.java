package dev.gil.bench.stress;

import dev.gil.refcount.RefCountPolicy;
import dev.gil.refcount.RefCounted;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** An object of the tests of reference counts: knows how often it was disposed of. */
final class CountedOnce extends RefCounted {
  private static final int LOOKS = 10_000_000;

  private final AtomicInteger disposals = new AtomicInteger();

  CountedOnce(RefCountPolicy policy) {
    super(policy);
  }

  int disposals() {
    return disposals.get();
  }

  /** Gives up after a while: the harness also tries the actors one after the other. */
  static boolean await(BooleanSupplier condition) {
    for (int i = 0; i < LOOKS; i++) {
      if (condition.getAsBoolean()) {
        return true;
      }
      Thread.onSpinWait();
    }
    return condition.getAsBoolean();
  }

  @Override
  protected void onZero() {
    disposals.incrementAndGet();
  }
}
