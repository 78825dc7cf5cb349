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
 * Claim: actions before a detach happen-before the next attach, and what others did meanwhile
 * happens-before the taking back.
 */
@JCStressTest
@Outcome(
    id = "1, 12",
    expect = ACCEPTABLE,
    desc = "the reader came while the writer was detached, and was seen")
@Outcome(id = "2, 2", expect = ACCEPTABLE, desc = "the reader came last")
@Outcome(id = "0, 12", expect = ACCEPTABLE, desc = "the reader came first, and was seen")
@Outcome(expect = FORBIDDEN, desc = "inside together, or part of the writes is not visible")
@State
public class DetachThenAttach {
  private static final GlobalLock LOCK = GlobalLock.shared("jcstress-detach");

  private int x;
  private int mark;

  @Actor
  public void writer(II_Result r) {
    try (Attachment gil = LOCK.attach()) {
      x = 1;
      try (var _ = gil.detach()) {
        Thread.onSpinWait();
      }
      x += 1;
      r.r2 = x + mark;
    }
  }

  @Actor
  public void reader(II_Result r) {
    try (Attachment _ = LOCK.attach()) {
      r.r1 = x;
      mark = 10;
    }
  }
}
