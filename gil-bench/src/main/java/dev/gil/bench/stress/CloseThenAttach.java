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
 * Claim: actions before an attachment is closed happen-before actions after the next attach of the
 * same lock returns.
 */
@JCStressTest
@Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "attached before the writer")
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "attached after the writer: all of it is seen")
@Outcome(expect = FORBIDDEN, desc = "inside together, or part of the writes is not visible")
@State
public class CloseThenAttach {
  private static final GlobalLock LOCK = GlobalLock.shared("jcstress-close");

  private int x;
  private int y;

  @Actor
  public void writer() {
    try (Attachment _ = LOCK.attach()) {
      x = 1;
      y = 1;
    }
  }

  @Actor
  public void reader(II_Result r) {
    try (Attachment _ = LOCK.attach()) {
      r.r1 = y;
      r.r2 = x;
    }
  }
}
