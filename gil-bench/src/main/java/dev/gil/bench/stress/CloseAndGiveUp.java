package dev.gil.bench.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.gil.Attachment;
import dev.gil.GlobalLock;
import dev.gil.LockClosedException;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * Claim: once a lock was closed and its last holder has given it up nobody attaches any more,
 * however the closing met the giving up.
 */
@JCStressTest
@Outcome(id = "true, true", expect = ACCEPTABLE, desc = "the holder came first; closed for ever")
@Outcome(id = "false, true", expect = ACCEPTABLE, desc = "closed first; closed for ever")
@Outcome(expect = FORBIDDEN, desc = "somebody attached to a closed lock")
@State
public class CloseAndGiveUp {
  private final GlobalLock lock = GlobalLock.create("jcstress-close-last");

  private boolean attaches() {
    try (Attachment _ = lock.attach()) {
      return true;
    } catch (LockClosedException e) {
      return false;
    }
  }

  @Actor
  public void holder(ZZ_Result r) {
    r.r1 = attaches();
  }

  @Actor
  public void closer() {
    lock.close();
  }

  @Arbiter
  public void afterwards(ZZ_Result r) {
    r.r2 = !attaches();
  }
}
