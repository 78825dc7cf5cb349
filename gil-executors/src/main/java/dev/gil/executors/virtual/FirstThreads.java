package dev.gil.executors.virtual;

/**
 * What must have happened to some virtual threads of this JVM before one is scheduled here.
 *
 * <ul>
 *   <li>Those that poll sockets have started. They are virtual, and take the scheduler of whoever
 *       touches the first socket: under a lock they would queue for it behind those whom they are
 *       to wake.
 *   <li>One has ended. Where a million tasks wait before the first has returned, the compiler meets
 *       {@code VirtualThread.run} while the classes that its end needs are unresolved, leaves the
 *       end out, and each of the million falls back to the interpreter there: 8 us apiece on a
 *       machine where ending takes 1.
 * </ul>
 */
final class FirstThreads {
  private FirstThreads() {}

  /**
   * Returns when all that has happened, on a platform thread that no task runs on.
   *
   * @param inPlace of virtual threads that run where they are started
   */
  static void start(Thread.Builder.OfVirtual inPlace) {
    Thread outside =
        Thread.ofPlatform().daemon().name("gil-virtual-first").start(() -> startHere(inPlace));
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

  private static void startHere(Thread.Builder.OfVirtual inPlace) {
    try {
      Class.forName("sun.nio.ch.Poller", true, null);
    } catch (ClassNotFoundException | LinkageError e) {
      // Another JDK: then the sockets poll as they do there.
    }
    inPlace.start(() -> {}); // to its end
  }
}
