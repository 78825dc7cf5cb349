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
 * Claim: actions before a hand-off happen-before the return of the attach, or checkpoint, that it
 * ends.
 */
@JCStressTest
@Outcome(id = "0, 12", expect = ACCEPTABLE, desc = "the reader came first")
@Outcome(
    id = "1, 12",
    expect = ACCEPTABLE,
    desc = "handed over at the checkpoint and back: all is seen, both ways")
@Outcome(id = "2, 2", expect = ACCEPTABLE, desc = "the reader came last")
@Outcome(expect = FORBIDDEN, desc = "inside together, or part of the writes is not visible")
@State
public class HandOffThenAttach {
  /** Hands over to the longest waiter at every checkpoint where there is one. */
  private static final GlobalLock LOCK =
      GlobalLock.builder("jcstress-handoff").scheduler((_, enabled) -> enabled > 1 ? 1 : 0).build();

  private int x;
  private int mark;

  @Actor
  public void writer(II_Result r) {
    try (Attachment gil = LOCK.attach()) {
      x = 1;
      for (int i = 0; i < 50 && mark == 0; i++) {
        gil.checkpoint();
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
