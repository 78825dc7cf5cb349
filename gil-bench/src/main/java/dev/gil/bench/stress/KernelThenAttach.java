package dev.gil.bench.stress;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.gil.Attachment;
import dev.gil.GlobalLock;
import dev.gil.kernel.Kernels;
import java.lang.foreign.MemorySegment;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * Claim: what a kernel wrote without the lock happens-before what the next holder does after the
 * kernel has returned. While it runs its memory is its own: whoever looks then may see anything.
 */
@JCStressTest
@Outcome(id = "1, 7, 7", expect = ACCEPTABLE, desc = "the reader came after the kernel")
@Outcome(id = "0, .*", expect = ACCEPTABLE, desc = "the reader came before its end, and may race")
@Outcome(expect = FORBIDDEN, desc = "the kernel has returned, and part of it is not visible")
@State
public class KernelThenAttach {
  private static final GlobalLock LOCK = GlobalLock.shared("jcstress-kernel");

  private final MemorySegment memory = MemorySegment.ofArray(new int[16]);
  private int returned;

  @Actor
  public void kernel() {
    try (Attachment gil = LOCK.attach()) {
      Kernels.execute(
          gil,
          pins ->
              cancel -> {
                memory.set(JAVA_INT, 0, 7);
                memory.set(JAVA_INT, 32, 7);
              });
      returned = 1;
    }
  }

  @Actor
  public void reader(III_Result r) {
    try (Attachment _ = LOCK.attach()) {
      r.r1 = returned;
      r.r2 = memory.get(JAVA_INT, 32);
      r.r3 = memory.get(JAVA_INT, 0);
    }
  }
}
