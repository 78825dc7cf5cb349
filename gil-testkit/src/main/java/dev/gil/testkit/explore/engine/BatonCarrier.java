package dev.gil.testkit.explore.engine;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Runs actors as platform threads that pass a baton, where virtual threads cannot be driven. Only
 * one runs at a time, as far as they wait by the execution; one that parks by itself keeps the
 * baton, which the watchdog will tell.
 */
final class BatonCarrier implements Carrier {
  private final Execution execution;
  private volatile @Nullable Actor holder; // null: the driver

  BatonCarrier(Execution execution) {
    this.execution = execution;
  }

  /** A platform thread that is an actor. */
  static final class BatonThread extends Thread {
    final Actor actor;
    private volatile boolean over;

    BatonThread(Actor actor, Runnable life) {
      super(null, life, actor.name(), 0, false);
      this.actor = actor;
      setDaemon(true);
    }
  }

  @Override
  public void start(Actor actor) {
    BatonThread thread =
        new BatonThread(
            actor,
            () -> {
              awaitBaton(actor);
              try {
                actor.life.run();
              } finally {
                ((BatonThread) Thread.currentThread()).over = true;
                passTo(null);
              }
            });
    actor.thread = thread;
    thread.start();
  }

  @Override
  public void run(Actor actor) {
    passTo(actor);
    while (holder != null) {
      LockSupport.park(this);
    }
  }

  @Override
  public void giveBack(Actor actor) {
    passTo(null);
    awaitBaton(actor);
  }

  private void passTo(@Nullable Actor to) {
    holder = to;
    LockSupport.unpark(to == null ? execution.driver.thread() : to.thread);
  }

  private void awaitBaton(Actor me) {
    while (holder != me) {
      LockSupport.park(this);
      if (Thread.interrupted()) {
        me.interruptedMeanwhile = true; // the body's affair, which is to see it again
      }
    }
    if (me.interruptedMeanwhile) {
      me.interruptedMeanwhile = false;
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean hasEnded(Actor actor) {
    return actor.thread instanceof BatonThread b && b.over;
  }

  @Override
  public void forget(Actor actor) {
    // A daemon thread that waits for a baton which never comes.
  }

  @Override
  public String describe() {
    return "platform threads that pass a baton";
  }
}
