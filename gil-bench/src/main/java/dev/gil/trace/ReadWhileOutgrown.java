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
import org.openjdk.jcstress.infra.results.II_Result;

/** Claim: while the memory of a ring grows nothing is lost, and what is read is whole. */
@JCStressTest
@Outcome(
    id = {"8, 0", "9, 0", "10, 0"},
    expect = ACCEPTABLE,
    desc = "all that were added by then")
@Outcome(expect = FORBIDDEN, desc = "one is missing, or not as it was added")
@State
public class ReadWhileOutgrown {
  private static final int FULL = 8;

  private final Ring ring = new Ring(new LockNames(), 4 * FULL);

  public ReadWhileOutgrown() {
    for (int i = 1; i <= FULL; i++) {
      add(i);
    }
  }

  private void add(int number) {
    ring.add(Trace.State.WAIT, "lock", number, 3L * number, number);
  }

  @Actor
  public void writer() {
    add(FULL + 1);
    add(FULL + 2);
  }

  @Actor
  public void reader(II_Result r) {
    List<Span> spans = new ArrayList<>();
    long _ = ring.read(spans);
    r.r1 = spans.size();
    for (int i = 0; i < spans.size(); i++) {
      Span span = spans.get(i);
      if (span.from() != i + 1 || span.to() != 3L * (i + 1) || span.core() != i + 1) {
        r.r2++;
      }
    }
  }
}
