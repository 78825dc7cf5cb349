package dev.gil.bench.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.gil.Attachment;
import dev.gil.GlobalLock;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** Claim: one thread at a time is between attach and close, so that a plain count loses nothing. */
@JCStressTest
@Outcome(id = "4", expect = ACCEPTABLE, desc = "one after the other")
@Outcome(expect = FORBIDDEN, desc = "two were inside together")
@State
public class PlainCount {
  private static final GlobalLock LOCK = GlobalLock.shared("jcstress-count");

  private int count;

  private void addTwice() {
    for (int i = 0; i < 2; i++) {
      try (Attachment _ = LOCK.attach()) {
        count++;
      }
    }
  }

  @Actor
  public void first() {
    addTwice();
  }

  @Actor
  public void second() {
    addTwice();
  }

  @Arbiter
  public void sum(I_Result r) {
    r.r1 = count;
  }
}
