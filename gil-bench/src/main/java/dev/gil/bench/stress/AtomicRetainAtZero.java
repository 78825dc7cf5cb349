package dev.gil.bench.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.gil.refcount.RefCountPolicy;
import dev.gil.refcount.ReferenceCountException;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IZI_Result;

/**
 * Claim: a retain by a thread that owns no reference, beside the last release, is refused or keeps
 * the object alive; no count comes back from zero.
 */
@JCStressTest
@Outcome(id = "1, false, 1", expect = ACCEPTABLE, desc = "retained before, and ended by the second")
@Outcome(id = "0, true, 1", expect = ACCEPTABLE, desc = "retained and released before the last one")
@Outcome(id = "9, true, 1", expect = ACCEPTABLE, desc = "refused")
@Outcome(expect = FORBIDDEN, desc = "disposed of twice, or never, or back from zero")
@State
public class AtomicRetainAtZero {
  private final CountedOnce object = new CountedOnce(RefCountPolicy.ATOMIC);

  @Actor
  public void intruder(IZI_Result r) {
    try {
      object.retain();
    } catch (ReferenceCountException e) {
      r.r1 = 9;
      return;
    }
    r.r1 = object.release() ? 1 : 0;
  }

  @Actor
  public void owner(IZI_Result r) {
    r.r2 = object.release();
  }

  @Arbiter
  public void end(IZI_Result r) {
    r.r3 = object.disposals();
  }
}
