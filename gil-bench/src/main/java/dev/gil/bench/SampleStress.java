package dev.gil.bench;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** Shows that jcstress runs here. */
@JCStressTest
@Outcome(id = "2", expect = Expect.ACCEPTABLE, desc = "both seen")
@State
public class SampleStress {

  private int count;

  @Actor
  public synchronized void first() {
    count++;
  }

  @Actor
  public synchronized void second() {
    count++;
  }

  @Arbiter
  public synchronized void sum(I_Result result) {
    result.r1 = count;
  }
}
