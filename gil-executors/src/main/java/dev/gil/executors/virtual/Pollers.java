package dev.gil.executors.virtual;

/**
 * The JDK's threads that poll sockets. They are virtual, and take the scheduler of whoever touches
 * the first socket: under a lock they would queue for it behind those whom they are to wake.
 */
final class Pollers {
  private Pollers() {}

  /** Has them start outside, if they have not started yet. */
  static void startOutside() {
    Thread outside =
        Thread.ofPlatform().daemon().name("gil-virtual-pollers").start(Pollers::initialise);
    boolean interrupted = false;
    while (outside.isAlive()) {
      try {
        outside.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static void initialise() {
    try {
      Class.forName("sun.nio.ch.Poller", true, null);
    } catch (ClassNotFoundException | LinkageError e) {
      // Another JDK: then the sockets poll as they do there.
    }
  }
}
