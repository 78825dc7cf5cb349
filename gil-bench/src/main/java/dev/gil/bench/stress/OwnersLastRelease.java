package dev.gil.bench.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.gil.refcount.RefCountPolicy;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Claim: of the owner's last release, which merges, and the release of another thread, exactly one
 * disposes of the object.
 */
@JCStressTest
@Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "the owner came last")
@Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "merged by the owner, and the other came last")
@Outcome(id = "9, .*", expect = ACCEPTABLE, desc = "the actors did not run at once")
@Outcome(id = ".*, 9", expect = ACCEPTABLE, desc = "the actors did not run at once")
@Outcome(expect = FORBIDDEN, desc = "disposed of twice, or never")
@State
public class OwnersLastRelease {
  private volatile @Nullable CountedOnce object;
  private volatile boolean retained;

  @Actor
  public void owner(II_Result r) {
    CountedOnce mine = new CountedOnce(RefCountPolicy.BIASED);
    object = mine;
    r.r1 = CountedOnce.await(() -> retained) ? mine.release() ? 1 : 0 : 9;
  }

  @Actor
  public void other(II_Result r) {
    CountedOnce.await(() -> object != null);
    CountedOnce theirs = object;
    if (theirs == null) {
      r.r2 = 9;
      return;
    }
    theirs.retain();
    retained = true;
    r.r2 = theirs.release() ? 1 : 0;
  }
}
