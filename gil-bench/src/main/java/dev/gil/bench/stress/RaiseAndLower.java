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
 * Claim: whoever answers one request does not bury another that is raised beside it, and the count
 * of open words agrees with the word.
 */
@JCStressTest
@Outcome(id = "true, false", expect = ACCEPTABLE, desc = "the other request is still open, alone")
@Outcome(expect = FORBIDDEN, desc = "a request is lost, or one that was answered came back")
@State
public class RaiseAndLower {
  private final Breaker breaker = new Breaker();

  public RaiseAndLower() {
    breaker.raise(Breaker.CANCEL);
  }

  @Actor
  public void waiter() {
    breaker.raise(Breaker.SWITCH);
  }

  @Actor
  public void checkpoint() {
    breaker.lower(Breaker.CANCEL);
  }

  @Arbiter
  public void left(ZZ_Result r) {
    r.r1 = breaker.raised(Breaker.SWITCH) && Breaker.open();
    r.r2 = breaker.raised(Breaker.CANCEL);
    breaker.lower(Breaker.SWITCH);
  }
}
