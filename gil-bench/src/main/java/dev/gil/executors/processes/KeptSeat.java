package dev.gil.executors.processes;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Claim: a seat that is kept is either found again by the one who went away or given to another,
 * never both and never neither, and who sits sees what the one before did there.
 */
@JCStressTest
@Outcome(id = "1, 2", expect = ACCEPTABLE, desc = "it was kept, and left for the other later")
@Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "it was given away meanwhile")
@Outcome(expect = FORBIDDEN, desc = "two sat together, or writes in the seat are not visible")
@State
public class KeptSeat {
  private final Seat seat = new Seat();
  private final Seat.Sitter me = new Seat.Sitter();
  private final Seat.Sitter other = new Seat.Sitter();
  private int sat;

  public KeptSeat() {
    seat.sit(me);
  }

  @Actor
  public void sitter(II_Result r) {
    seat.goAway(me);
    if (seat.comeBack(me)) {
      r.r1 = ++sat;
      seat.leave(me);
    }
  }

  @Actor
  public void usher(II_Result r) {
    seat.giveAwayIfAwaySince(seat.departures());
    seat.sit(other); // stands until it is given the seat, unless that is vacant
    r.r2 = ++sat;
  }
}
