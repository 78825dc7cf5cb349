package dev.gil;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;

/** One thread of the stress run: it uses the locks in every way there is, as its seed says. */
final class StressWorker implements Callable<StressWorker.Tally> {
  /** What the locks of one run are, and when it is over. */
  interface Scene {
    boolean over();

    StressedState outer();

    StressedState inner();

    /** The lock of the moment that somebody will close under its users. */
    StressedState mortal();
  }

  /**
   * What one worker did.
   *
   * @param operations outermost attaches tried, by whatever form, and takings back
   * @param contended those of them that found the lock held or somebody waiting
   * @param outerTouches changes of the outer state
   * @param innerTouches changes of the inner state
   * @param refused attaches that found the lock held, or ran out of time
   * @param interrupted attaches that an interrupt ended
   * @param closed attaches and takings back that a close ended
   * @param longestWait of those that were timed, in nanoseconds
   */
  record Tally(
      long operations,
      long contended,
      long outerTouches,
      long innerTouches,
      long refused,
      long interrupted,
      long closed,
      long longestWait) {}

  private static final int BATCH = 64;

  private final Scene scene;
  private final SplittableRandom random;
  private final boolean yields;

  /** Rounds ended, for the one who watches that none is stuck. */
  final AtomicLong rounds = new AtomicLong();

  private long operations;
  private long contended;
  private long outerTouches;
  private long innerTouches;
  private long refused;
  private long interrupted;
  private long closed;
  private long longestWait;

  StressWorker(Scene scene, long seed, boolean yields) {
    this.scene = scene;
    this.random = new SplittableRandom(seed);
    this.yields = yields;
  }

  @Override
  public Tally call() {
    while (!scene.over()) {
      try {
        round();
      } catch (InterruptedException e) {
        interrupted++;
      }
      rounds.lazySet(rounds.getPlain() + 1);
      if (yields) {
        Thread.yield(); // nobody else takes a carrier away from a virtual thread
      }
    }
    return new Tally(
        operations,
        contended,
        outerTouches,
        innerTouches,
        refused,
        interrupted,
        closed,
        longestWait);
  }

  private void round() throws InterruptedException {
    boolean useOuter = random.nextInt(4) != 0;
    switch (random.nextInt(12)) {
      case 0, 1 -> attachOften(useOuter);
      case 2 -> nest(useOuter);
      case 3 -> tryOften(useOuter);
      case 4 -> attachWithin(useOuter);
      case 5 -> attachInterruptibly(useOuter);
      case 6 -> passCheckpoints(useOuter);
      case 7 -> detach(useOuter);
      case 8 -> takeBoth();
      case 9 -> openSession(useOuter);
      case 10 -> leaveGarbage(useOuter);
      default -> useMortal();
    }
  }

  /** An operation on the lock begins. */
  private void began(GlobalLock lock) {
    operations++;
    if (lock.contention != 0 || !lock.isFree()) {
      contended++;
    }
  }

  private Attachment attach(StressedState state) {
    began(state.lock);
    long from = System.nanoTime();
    Attachment gil = state.lock.attach();
    waited(from);
    return gil;
  }

  private void waited(long from) {
    longestWait = Math.max(longestWait, System.nanoTime() - from);
  }

  private StressedState state(boolean outer) {
    return outer ? scene.outer() : scene.inner();
  }

  private void touch(boolean outer) {
    state(outer).touch();
    if (outer) {
      outerTouches++;
    } else {
      innerTouches++;
    }
  }

  private void attachOften(boolean outer) {
    GlobalLock lock = state(outer).lock;
    for (int i = 0; i < BATCH; i++) {
      began(lock);
      try (var _ = lock.attach()) {
        touch(outer);
      }
    }
  }

  private void nest(boolean outer) {
    try (var _ = attach(state(outer));
        var _ = state(outer).lock.attach();
        Attachment third = state(outer).lock.attach()) {
      touch(outer);
      third.checkpoint();
      touch(outer);
    }
  }

  private void tryOften(boolean outer) {
    for (int i = 0; i < BATCH; i++) {
      began(state(outer).lock);
      try (var got = state(outer).lock.tryAttach()) {
        if (got == null) {
          refused++;
        } else {
          touch(outer);
        }
      }
    }
  }

  private void attachWithin(boolean outer) throws InterruptedException {
    began(state(outer).lock);
    try (var _ = state(outer).lock.attach(Duration.ofNanos(random.nextInt(300_000)))) {
      touch(outer);
    } catch (LockTimeoutException e) {
      refused++;
    }
  }

  private void attachInterruptibly(boolean outer) throws InterruptedException {
    began(state(outer).lock);
    try (var _ = state(outer).lock.attachInterruptibly()) {
      touch(outer);
    }
  }

  private void passCheckpoints(boolean outer) {
    try (Attachment gil = attach(state(outer))) {
      for (int i = random.nextInt(1_000); i >= 0; i--) {
        gil.checkpoint();
        touch(outer);
      }
    }
  }

  private void detach(boolean outer) {
    try (Attachment gil = attach(state(outer))) {
      touch(outer);
      operations++;
      boolean upcall = random.nextBoolean();
      gil.detached(
          () -> {
            if (upcall) {
              try (var _ = attach(state(outer))) {
                touch(outer);
              }
            } else {
              Thread.onSpinWait();
            }
          });
      touch(outer);
    }
  }

  private void takeBoth() {
    try (var _ = attach(scene.outer());
        Attachment in = attach(scene.inner())) {
      touch(true);
      in.checkpoint();
      touch(false);
      operations += 3;
      in.detached(() -> touch(true)); // the outer one is kept
      touch(false);
      Gil.detached(Thread::onSpinWait); // both are given up
      touch(true);
      touch(false);
    }
  }

  private void openSession(boolean outer) {
    began(state(outer).lock);
    try (Attachment gil = state(outer).lock.session("stress")) {
      for (int i = 0; i < 20; i++) {
        touch(outer);
        gil.checkpoint();
      }
    }
  }

  private void leaveGarbage(boolean outer) {
    StressedState state = state(outer);
    try (var _ = attach(state)) {
      touch(outer);
      var _ = state.lock.disposer().register(new Object(), state::dispose);
    }
  }

  private void useMortal() {
    StressedState state = scene.mortal();
    try (Attachment gil = attach(state)) {
      state.touch();
      gil.checkpoint();
      operations++;
      gil.detached(Thread::onSpinWait);
      state.touch();
    } catch (LockClosedException e) {
      closed++;
    }
  }
}
