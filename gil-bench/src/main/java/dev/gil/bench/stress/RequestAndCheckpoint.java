package dev.gil.bench.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.gil.internal.Breaker;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * Claim: a checkpoint that clears the word beside the waiter that raises it either sees why, or
 * leaves the word raised for the next one.
 */
@JCStressTest
@Outcome(
    id = "true, false",
    expect = ACCEPTABLE,
    desc = "cleared after the request: its reason is seen")
@Outcome(
    id = "true, true",
    expect = ACCEPTABLE,
    desc = "the reason is seen, and the word still raised")
@Outcome(id = "false, true", expect = ACCEPTABLE, desc = "cleared before: left for the next")
@Outcome(id = "false, false", expect = FORBIDDEN, desc = "the request is lost")
@State
public class RequestAndCheckpoint {
  private final Breaker breaker = new Breaker();
  private boolean reason;

  @Actor
  public void waiter() {
    reason = true;
    breaker.raise(Breaker.SWITCH);
  }

  @Actor
  public void checkpoint(ZZ_Result r) {
    breaker.lower(Breaker.SWITCH);
    r.r1 = reason;
  }

  @Arbiter
  public void next(ZZ_Result r) {
    r.r2 = breaker.raised(Breaker.SWITCH);
    breaker.lower(Breaker.SWITCH);
  }
}
