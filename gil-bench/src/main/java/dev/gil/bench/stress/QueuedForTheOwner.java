package dev.gil.bench.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.gil.refcount.RefCountPolicy;
import dev.gil.refcount.RefCounted;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Claim: an object whose only reference was handed over and released elsewhere is disposed of once
 * by an owner that merges, whenever it looks.
 */
@JCStressTest
@Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "queued, and disposed of by the owner")
@Outcome(id = "9, .*", expect = ACCEPTABLE, desc = "the actors did not run at once")
@Outcome(id = ".*, 9", expect = ACCEPTABLE, desc = "the actors did not run at once")
@Outcome(expect = FORBIDDEN, desc = "disposed of twice, or never, or by the releaser")
@State
public class QueuedForTheOwner {
  private volatile @Nullable CountedOnce object;
  private volatile boolean released;

  @Actor
  public void owner(II_Result r) {
    CountedOnce mine = new CountedOnce(RefCountPolicy.BIASED);
    object = mine;
    boolean both =
        CountedOnce.await(
            () -> {
              RefCounted.mergeQueued();
              return released;
            });
    RefCounted.mergeQueued();
    r.r1 = both ? mine.disposals() : 9;
  }

  @Actor
  public void other(II_Result r) {
    CountedOnce.await(() -> object != null);
    CountedOnce theirs = object;
    r.r2 = theirs == null ? 9 : theirs.release() ? 1 : 0;
    released = true;
  }
}
