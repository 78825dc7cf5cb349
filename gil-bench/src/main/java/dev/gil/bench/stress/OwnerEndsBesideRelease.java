package dev.gil.bench.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.gil.refcount.RefCountPolicy;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * Claim: an object whose last reference is released while its owner ends is disposed of once: by
 * the releaser, or by the one that waits for the owner's end.
 */
@JCStressTest
@Outcome(id = "1", expect = ACCEPTABLE, desc = "disposed of once")
@Outcome(id = "9", expect = ACCEPTABLE, desc = "the actors did not run at once")
@Outcome(expect = FORBIDDEN, desc = "disposed of twice, or forgotten")
@State
public class OwnerEndsBesideRelease {
  private volatile @Nullable CountedOnce object;
  private volatile boolean late;

  @Actor
  public void owner() {
    Thread.ofVirtual().start(() -> object = new CountedOnce(RefCountPolicy.BIASED));
  }

  @Actor
  public void other() {
    CountedOnce.await(() -> object != null);
    CountedOnce theirs = object;
    if (theirs == null) {
      late = true;
    } else {
      theirs.release();
    }
  }

  @Arbiter
  public void end(I_Result r) {
    CountedOnce theirs = object;
    if (late || theirs == null) {
      r.r1 = 9;
    } else {
      CountedOnce.await(() -> theirs.disposals() > 0);
      r.r1 = theirs.disposals();
    }
  }
}
