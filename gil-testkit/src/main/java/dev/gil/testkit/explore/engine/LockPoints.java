package dev.gil.testkit.explore.engine;

import dev.gil.GlobalLock;
import dev.gil.SchedulerHook;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Makes each point of a global lock a decision: this is exploration without weaving. The lock's own
 * code runs; only where its threads would park, they wait for the execution.
 */
final class LockPoints implements SchedulerHook {
  private final Execution execution;
  private final GlobalLock lock;
  private boolean closed;

  LockPoints(Execution execution, String name) {
    this.execution = execution;
    this.lock = GlobalLock.builder(name).scheduler(this).build();
  }

  GlobalLock lock() {
    return lock;
  }

  boolean isClosed() {
    return closed;
  }

  @Override
  public void closed() {
    closed = true;
  }

  private boolean isOutside() {
    if (Execution.current() == execution) {
      return false;
    }
    execution.outside.uses("uses of an explored lock by threads from outside");
    return true;
  }

  @Override
  public void before(Point at) {
    if (isOutside()) {
      return;
    }
    switch (at) {
      case ATTACH -> execution.point(Operation.ATTACH, lock, 0);
      case TAKE_BACK -> execution.point(Operation.TAKE_BACK, lock, 0);
      case CHECKPOINT -> execution.point(Operation.CHECKPOINT, lock, 0);
      case DETACH -> {
        execution.point(Operation.DETACH, lock, 0);
        execution.released(lock);
      }
      case CLOSE -> {
        execution.point(Operation.CLOSE, lock, 0);
        execution.released(lock);
      }
    }
  }

  @Override
  public int choose(Point at, int enabled) {
    if (isOutside()) {
      return 0;
    }
    switch (at) {
      case ATTACH, TAKE_BACK -> execution.acquired(lock);
      case CHECKPOINT -> {
        int to = execution.chooseAny(enabled);
        if (to != 0) {
          execution.released(lock);
          return to;
        }
      }
      case DETACH, CLOSE -> {
        return FREE; // the order of those that come is the order in which they run
      }
    }
    return 0;
  }

  @Override
  public void regained() {
    if (!isOutside()) {
      execution.acquired(lock);
    }
  }

  @Override
  public void sleep(long nanos) {
    if (isOutside()) {
      if (nanos == Long.MAX_VALUE) {
        LockSupport.park(lock);
      } else {
        LockSupport.parkNanos(lock, nanos);
      }
      return;
    }
    long now = execution.now();
    execution.blockUntil(
        Operation.ATTACH, lock, nanos > Long.MAX_VALUE - now ? Long.MAX_VALUE : now + nanos);
  }

  @Override
  public void wake(Thread waiter) {
    @Nullable Actor actor = execution.actorOf(waiter);
    if (actor == null) {
      LockSupport.unpark(waiter);
    } else if (isOutside()) {
      execution.outside.wakes(actor);
    } else {
      execution.ready(actor);
    }
  }

  @Override
  public long nanoTime() {
    return execution.now();
  }
}
