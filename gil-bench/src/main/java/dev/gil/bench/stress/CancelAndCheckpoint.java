package dev.gil.bench.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.gil.internal.Breaker;
import dev.gil.internal.SoleContext;
import dev.gil.internal.TaskContext;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * Claim: a cancel is seen by the checkpoint that runs beside it, or the word is still raised for
 * the next one.
 */
@JCStressTest
@Outcome(id = "true, true", expect = ACCEPTABLE, desc = "seen, and raised again")
@Outcome(id = "true, false", expect = ACCEPTABLE, desc = "seen by this checkpoint")
@Outcome(id = "false, true", expect = ACCEPTABLE, desc = "left for the next checkpoint")
@Outcome(id = "false, false", expect = FORBIDDEN, desc = "the cancel is lost")
@State
public class CancelAndCheckpoint {
  private final Breaker breaker = new Breaker();
  private final TaskContext task = new SoleContext("task", breaker, null, null);

  @Actor
  public void canceller() {
    task.cancel();
  }

  @Actor
  public void checkpoint(ZZ_Result r) {
    breaker.lower(Breaker.CANCEL);
    r.r1 = task.cancelled();
  }

  @Arbiter
  public void next(ZZ_Result r) {
    r.r2 = breaker.raised(Breaker.CANCEL);
    breaker.lower(Breaker.CANCEL);
  }
}
