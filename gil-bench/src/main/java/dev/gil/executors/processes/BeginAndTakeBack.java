package dev.gil.executors.processes;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZI_Result;

/**
 * Claim: of the tasks sent to a worker each either begins there or is taken back, and the parent is
 * told which, whatever the order of the two.
 */
@JCStressTest
@Outcome(id = "false, false, 0", expect = ACCEPTABLE, desc = "both were taken back")
@Outcome(id = "true, false, 1", expect = ACCEPTABLE, desc = "the second was taken back")
@Outcome(id = "true, true, 2", expect = ACCEPTABLE, desc = "both had begun")
@Outcome(expect = FORBIDDEN, desc = "a task begins and is taken back, or neither")
@State
public class BeginAndTakeBack {
  private static final int WORD = 64;
  private static final int WORDS = 1 << 16; // more than there are states at a time
  private static final ByteBuffer MEMORY =
      ByteBuffer.allocateDirect((WORDS + 1) * WORD).alignedSlice(WORD);
  private static final AtomicInteger NEXT = new AtomicInteger();

  private final Turn turn;

  public BeginAndTakeBack() {
    ByteBuffer page = MEMORY.slice((NEXT.getAndIncrement() & (WORDS - 1)) * WORD, WORD);
    page.putLong(0, 0);
    turn = new Turn(page);
  }

  @Actor
  public void worker(ZZI_Result r) {
    r.r1 = turn.begin(1);
    r.r2 = turn.begin(2);
  }

  @Actor
  public void parent(ZZI_Result r) {
    r.r3 = (int) turn.takeBack(2);
  }
}
