package dev.gil.executors.processes;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Looks, a thousand times a second while tasks come, whether the thread that runs one stays away
 * from its {@link Seat} longer than was expected: then gives the seat to another thread, and sends
 * the results that wait for company. As the monitor of Go's scheduler does with threads that stay
 * in the kernel. While no tasks come it sleeps.
 */
final class Usher implements Runnable {
  private static final long ROUND = TimeUnit.MILLISECONDS.toNanos(1);

  private final Seat seat;
  private final Link link;
  private final Thread thread = Thread.ofPlatform().daemon().name("gil-usher").unstarted(this);
  private volatile boolean asleep;
  private volatile boolean done;

  Usher(Seat seat, Link link) {
    this.seat = seat;
    this.link = link;
  }

  /** Its thread. */
  Thread start() {
    thread.start();
    return thread;
  }

  /** Nobody needs to be looked after any more. */
  void end() {
    done = true;
    LockSupport.unpark(thread);
  }

  /** Somebody has gone away: whoever calls this after it is looked after. */
  void wake() {
    if (asleep) {
      asleep = false;
      LockSupport.unpark(thread);
    }
  }

  @Override
  public void run() {
    long settled = -1; // the departure after which there is nothing left to do
    while (!done) {
      var _ = Thread.interrupted(); // a task may interrupt all threads, and no park would wait then
      long departure = seat.departures();
      if (departure == settled) {
        asleep = true;
        if (seat.departures() == settled && !done) {
          LockSupport.park(this);
        }
        asleep = false;
        continue;
      }
      LockSupport.parkNanos(this, ROUND);
      if (seat.departures() == departure) {
        seat.giveAwayIfAwaySince(departure);
        link.flush();
        settled = departure;
      }
    }
  }
}
