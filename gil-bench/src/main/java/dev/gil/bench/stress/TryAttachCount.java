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

/** Claim: of two that try at least one gets the lock, and never both at once. */
@JCStressTest
@Outcome(id = "1, 2", expect = ACCEPTABLE, desc = "one after the other")
@Outcome(id = "2, 1", expect = ACCEPTABLE, desc = "one after the other")
@Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "the second found the first inside")
@Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "the first found the second inside")
@Outcome(expect = FORBIDDEN, desc = "inside together, or a free lock was refused to both")
@State
public class TryAttachCount {
  private final GlobalLock lock = GlobalLock.create("jcstress-try");
  private int count;

  private int add() {
    try (Attachment got = lock.tryAttach()) {
      return got == null ? 0 : ++count;
    }
  }

  @Actor
  public void first(II_Result r) {
    r.r1 = add();
  }

  @Actor
  public void second(II_Result r) {
    r.r2 = add();
  }
}
