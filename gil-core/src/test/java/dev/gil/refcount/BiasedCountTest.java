package dev.gil.refcount;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class BiasedCountTest {
  private final Counted mine = new Counted(RefCountPolicy.BIASED);

  @Test
  void theOwnersLastReleaseDisposesAtOnce() {
    mine.retain();
    assertThat(mine.release()).isFalse();
    assertThat(mine.release()).isTrue();
    assertThat(mine.disposals).hasValue(1);
    assertThat(mine.policy()).isEqualTo(RefCountPolicy.BIASED);
  }

  @Test
  void referencesOfBothKindsAddUp() throws Exception {
    mine.retain();
    Elsewhere.run(mine::retain);
    assertThat(mine.references()).isEqualTo(3);
    assertThat(Elsewhere.call(mine::references)).isEqualTo(3);
  }

  @Test
  void anotherThreadsReferenceKeepsItAliveAfterTheOwnersLast() throws Exception {
    Elsewhere.run(mine::retain);
    assertThat(mine.release()).isFalse();
    assertThat(mine.disposals).hasValue(0);
    mine.requireAlive();
    assertThat(mine.references()).isEqualTo(1);
    assertThat(Elsewhere.call(mine::release)).isTrue();
    assertThat(mine.disposals).hasValue(1);
  }

  @Test
  void onceMergedTheOwnerCountsAsTheOthersDo() throws Exception {
    Elsewhere.run(mine::retain);
    mine.release();
    mine.retain();
    assertThat(mine.release()).isFalse();
    assertThat(mine.release()).isTrue();
    assertThat(mine.disposals).hasValue(1);
  }

  /** The owner handed its reference over; the release finds no count left and asks it to merge. */
  @Test
  void aLastReleaseElsewhereIsMergedByTheOwnerWhenAsked() throws Exception {
    assertThat(Elsewhere.call(mine::release)).isFalse();
    assertThat(mine.disposals).hasValue(0);
    assertThat(RefCounted.mergeQueued()).isEqualTo(1);
    assertThat(mine.disposals).hasValue(1);
    assertThat(mine.disposer).isEqualTo(Thread.currentThread());
  }

  @Test
  void creatingAnotherObjectMergesToo() throws Exception {
    Elsewhere.run(mine::release);
    assertThat(new Counted(RefCountPolicy.BIASED).references()).isEqualTo(1);
    assertThat(mine.disposals).hasValue(1);
  }

  @Test
  void theLastReleaseOfAnotherObjectMergesToo() throws Exception {
    Counted other = new Counted(RefCountPolicy.BIASED);
    Elsewhere.run(mine::release);
    other.release();
    assertThat(mine.disposals).hasValue(1);
  }

  @Test
  void anObjectThatIsQueuedAndRetainedLivesOn() throws Exception {
    mine.retain();
    Elsewhere.run(mine::release);
    assertThat(RefCounted.mergeQueued()).isEqualTo(1);
    assertThat(mine.disposals).hasValue(0);
    assertThat(mine.references()).isEqualTo(1);
    assertThat(mine.release()).isTrue();
  }

  /** The plain count does not know of the release elsewhere, so it is not at its last. */
  @Test
  void anOwnerThatHandedAReferenceOverFindsTheEndWhenItMerges() throws Exception {
    mine.retain();
    Elsewhere.run(mine::release);
    assertThat(mine.release()).isFalse();
    assertThat(mine.references()).isZero();
    mine.requireAlive();
    RefCounted.mergeQueued();
    assertThat(mine.disposals).hasValue(1);
    assertThatThrownBy(mine::requireAlive).isInstanceOf(ReferenceCountException.class);
  }

  @Test
  void whenTheOwnerHasEndedTheReleaserDisposes() throws Exception {
    Counted orphan = Elsewhere.call(() -> new Counted(RefCountPolicy.BIASED));
    assertThat(orphan.release()).isTrue();
    assertThat(orphan.disposer).isEqualTo(Thread.currentThread());
    assertThatThrownBy(orphan::release).isInstanceOf(ReferenceCountException.class);
    assertThat(orphan.disposals).hasValue(1);
  }

  @Test
  void whatAnEndedOwnerLeftQueuedIsDisposedOf() throws Exception {
    AtomicReference<Counted> made = new AtomicReference<>();
    CountDownLatch exists = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    Thread owner =
        Thread.ofPlatform()
            .start(
                () -> {
                  made.set(new Counted(RefCountPolicy.BIASED));
                  exists.countDown();
                  await(released);
                });
    await(exists);
    assertThat(made.get().release()).isFalse();
    assertThat(made.get().disposals).hasValue(0);
    released.countDown();
    owner.join();
    await(made.get().disposed);
    assertThat(made.get().disposals).hasValue(1);
    assertThat(made.get().disposer).isNotEqualTo(owner);
  }

  @Test
  void aVirtualThreadMayOwn() throws Exception {
    AtomicReference<Counted> made = new AtomicReference<>();
    Thread.ofVirtual().start(() -> made.set(new Counted(RefCountPolicy.BIASED))).join();
    assertThat(made.get().release()).isTrue();
  }

  @Test
  void aDisposedObjectIsRefusedToAllThreads() throws Exception {
    mine.release();
    for (Runnable misuse : List.<Runnable>of(mine::retain, mine::release, mine::requireAlive)) {
      assertThatThrownBy(misuse::run).isInstanceOf(ReferenceCountException.class);
      Elsewhere.run(
          () -> assertThatThrownBy(misuse::run).isInstanceOf(ReferenceCountException.class));
    }
    assertThat(mine.references()).isEqualTo(0);
    assertThat(mine.disposals).hasValue(1);
  }

  /** Two releases elsewhere, one reference: known when the counts are merged. */
  @Test
  void aReleaseTooManyElsewhereIsReportedWhereItIsFound() throws Exception {
    Elsewhere.run(mine::release);
    Elsewhere.run(mine::release);
    List<Throwable> reported = reportedBy(RefCounted::mergeQueued);
    assertThat(reported).singleElement().asString().contains("Counted@", "released 1 time too");
    assertThat(mine.disposals).hasValue(1);
  }

  @Test
  void aDisposalThatThrowsInAMergeIsReportedAndStopsNoOther() throws Exception {
    RefCounted broken =
        new RefCounted(RefCountPolicy.BIASED) {
          @Override
          protected void onZero() {
            throw new IllegalStateException("the handle is gone");
          }
        };
    Counted last = new Counted(RefCountPolicy.BIASED);
    Elsewhere.run(mine::release);
    Elsewhere.run(broken::release);
    Elsewhere.run(last::release);
    assertThat(reportedBy(RefCounted::mergeQueued))
        .singleElement()
        .isInstanceOf(IllegalStateException.class);
    assertThat(mine.disposals).hasValue(1);
    assertThat(last.disposals).hasValue(1);
  }

  private static List<Throwable> reportedBy(Runnable body) {
    List<Throwable> reported = new ArrayList<>();
    Thread me = Thread.currentThread();
    Thread.UncaughtExceptionHandler before = me.getUncaughtExceptionHandler();
    me.setUncaughtExceptionHandler((_, failure) -> reported.add(failure));
    try {
      body.run();
    } finally {
      me.setUncaughtExceptionHandler(before);
    }
    return reported;
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
