package dev.gil.bench.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.gil.refcount.RefCountPolicy;
import java.util.concurrent.atomic.AtomicReference;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZI_Result;

/**
 * Claim: of two threads that release the last references to an object whose owner has ended, and
 * merge for it, exactly one disposes of the object.
 */
@JCStressTest
@Outcome(id = "true, false, 1", expect = ACCEPTABLE, desc = "the second merged, the first ended it")
@Outcome(id = "false, true, 1", expect = ACCEPTABLE, desc = "the first merged, the second ended it")
@Outcome(expect = FORBIDDEN, desc = "disposed of twice, or never")
@State
public class ReleasesAfterTheOwner {
  private final CountedOnce object = leftByAnEndedThread();

  private static CountedOnce leftByAnEndedThread() {
    AtomicReference<CountedOnce> made = new AtomicReference<>();
    Thread owner =
        Thread.ofVirtual()
            .start(
                () -> {
                  CountedOnce mine = new CountedOnce(RefCountPolicy.BIASED);
                  mine.retain();
                  made.set(mine);
                });
    try {
      owner.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return made.get();
  }

  @Actor
  public void one(ZZI_Result r) {
    r.r1 = object.release();
  }

  @Actor
  public void other(ZZI_Result r) {
    r.r2 = object.release();
  }

  @Arbiter
  public void end(ZZI_Result r) {
    r.r3 = object.disposals();
  }
}
