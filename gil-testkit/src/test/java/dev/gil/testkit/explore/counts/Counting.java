package dev.gil.testkit.explore.counts;

import static dev.gil.testkit.explore.Interleavings.fork;
import static dev.gil.testkit.explore.Interleavings.join;

import dev.gil.refcount.RefCountPolicy;
import dev.gil.refcount.RefCounted;
import dev.gil.refcount.ReferenceCountException;
import dev.gil.testkit.explore.Forked;
import java.util.concurrent.atomic.AtomicInteger;

/** Programs over counts that several threads change: bodies of explorations. */
final class Counting {
  private Counting() {}

  private static void expect(boolean isSo, String what) {
    if (!isSo) {
      throw new AssertionError(what);
    }
  }

  private static void requireDisposedOfOnce(Page page) {
    expect(page.disposals.get() == 1, "disposed of " + page.disposals.get() + " times");
    expect(page.references() == 0, page.references() + " references at the end");
    try {
      page.retain();
    } catch (ReferenceCountException e) {
      return;
    }
    throw new AssertionError("retained after its end");
  }

  private static void uses(Page page) {
    page.retain();
    page.requireAlive();
    page.release();
    expect(page.disposals.get() == 0, "disposed of while this thread has a reference");
    page.release();
  }

  /** Each thread has a reference of its own, and takes another one for a while. */
  private static void sharesAndReleases(RefCountPolicy policy) {
    Page page = new Page(policy);
    page.retain();
    page.retain();
    Forked a = fork("a", () -> uses(page));
    Forked b = fork("b", () -> uses(page));
    page.release();
    join(a, b);
    RefCounted.mergeQueued();
    requireDisposedOfOnce(page);
  }

  static void atomic() {
    sharesAndReleases(RefCountPolicy.ATOMIC);
  }

  static void biased() {
    sharesAndReleases(RefCountPolicy.BIASED);
  }

  /** Made for one thread, and here used by three. */
  static void unguarded() {
    sharesAndReleases(RefCountPolicy.UNGUARDED);
  }

  /** The last release of an atomic count meets another: one of them disposes. */
  static void lastReleasesMeet() {
    Page page = new Page(RefCountPolicy.ATOMIC);
    page.retain();
    AtomicInteger disposed = new AtomicInteger();
    Forked other =
        fork(
            "other",
            () -> {
              if (page.release()) {
                disposed.incrementAndGet();
              }
            });
    if (page.release()) {
      disposed.incrementAndGet();
    }
    join(other);
    expect(disposed.get() == 1, disposed.get() + " releases say that they disposed of it");
    requireDisposedOfOnce(page);
  }

  /** The owner ends while others release what it left. */
  static void ownerEnds() {
    Page[] made = new Page[1];
    Forked owner =
        fork(
            "owner",
            () -> {
              Page page = new Page(RefCountPolicy.BIASED);
              page.retain();
              made[0] = page;
              page.retain();
              page.release();
            });
    join(owner);
    Page page = made[0];
    Forked a = fork("a", page::release);
    page.release();
    join(a);
    requireDisposedOfOnce(page);
  }

  /** The owner counts down while others do, and merges by itself. */
  static void ownerMergesMeanwhile() {
    Page page = new Page(RefCountPolicy.BIASED);
    page.retain();
    Forked other = fork("other", page::release);
    page.retain();
    page.release();
    page.release();
    RefCounted.mergeQueued();
    join(other);
    RefCounted.mergeQueued();
    requireDisposedOfOnce(page);
  }
}
