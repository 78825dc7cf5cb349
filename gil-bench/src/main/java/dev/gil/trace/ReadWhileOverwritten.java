package dev.gil.trace;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.gil.trace.Trace.Span;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;

/**
 * Claim: a span that is read is whole, though its place may be written again meanwhile, without a
 * lock between the two.
 */
@JCStressTest
@Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "none yet, or it was being overwritten")
@Outcome(id = "1, 3", expect = ACCEPTABLE, desc = "the first")
@Outcome(id = "10, 30", expect = ACCEPTABLE, desc = "the second, in its place")
@Outcome(expect = FORBIDDEN, desc = "a part of one and a part of the other")
@State
public class ReadWhileOverwritten {
  private final Ring ring = new Ring(new LockNames(), 1);

  @Actor
  public void writer() {
    ring.add(Trace.State.HOLD, "lock", 1, 3, 0);
    ring.add(Trace.State.HOLD, "lock", 10, 30, 0);
  }

  @Actor
  public void reader(JJ_Result r) {
    List<Span> spans = new ArrayList<>();
    long _ = ring.read(spans);
    for (Span span : spans) {
      r.r1 = span.from();
      r.r2 = span.to();
    }
  }
}
