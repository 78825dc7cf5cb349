package dev.gil.bench.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.gil.Attachment;
import dev.gil.GlobalLock;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Claim: a thread that takes the lock back, from the checkpoint of a computing one or free, sees
 * all that was done meanwhile, and the computing one sees what it did.
 */
@JCStressTest
@Outcome(id = "0, 10", expect = ACCEPTABLE, desc = "back before the other attached")
@Outcome(
    id = "1, 10",
    expect = ACCEPTABLE,
    desc = "went first at a checkpoint: all is seen, both ways")
@Outcome(id = "2, 0", expect = ACCEPTABLE, desc = "back when the other was done: all is seen")
@Outcome(expect = FORBIDDEN, desc = "inside together, or part of the writes is not visible")
@State
public class ReturnerTakesBack {
  private static final GlobalLock LOCK = GlobalLock.shared("jcstress-return");

  private int x;
  private int mark;

  @Actor
  public void returner(II_Result r) {
    try (Attachment gil = LOCK.attach()) {
      try (var _ = gil.detach()) {
        Thread.onSpinWait();
      }
      r.r1 = x;
      mark = 10;
    }
  }

  @Actor
  public void computing(II_Result r) {
    try (Attachment gil = LOCK.attach()) {
      x = 1;
      for (int i = 0; i < 50 && mark == 0; i++) {
        gil.checkpoint();
      }
      r.r2 = mark;
      x = 2;
    }
  }
}
