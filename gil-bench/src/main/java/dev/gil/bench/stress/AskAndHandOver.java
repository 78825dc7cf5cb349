package dev.gil.bench.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.gil.Attachment;
import dev.gil.GlobalLock;
import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Claim: a request reaches a holder that does nothing but pass checkpoints, however it meets the
 * answer to the one before it. The holder leaves only when the other was inside twice; a lost
 * request would hang.
 */
@JCStressTest
@Outcome(id = "1, 2", expect = ACCEPTABLE, desc = "both requests were answered")
@Outcome(expect = FORBIDDEN, desc = "inside together")
@State
public class AskAndHandOver {
  private static final GlobalLock LOCK =
      GlobalLock.builder("jcstress-ask").switchInterval(Duration.ofNanos(1_000)).build();

  private int inside;

  @Actor
  public void holder() {
    try (Attachment gil = LOCK.attach()) {
      while (inside < 2) {
        gil.checkpoint();
      }
    }
  }

  private int enter() {
    try (Attachment _ = LOCK.attach()) {
      return ++inside;
    }
  }

  @Actor
  public void waiter(II_Result r) {
    r.r1 = enter();
    r.r2 = enter();
  }
}
