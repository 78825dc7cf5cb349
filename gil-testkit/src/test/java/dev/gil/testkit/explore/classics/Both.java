package dev.gil.testkit.explore.classics;

/** Threads of a body, and what it expects. */
final class Both {
  private Both() {}

  /** Runs all, each on a thread of its own, and waits for their ends. */
  static void run(Step... bodies) {
    Thread[] threads = new Thread[bodies.length];
    for (int i = 0; i < bodies.length; i++) {
      Step body = bodies[i];
      threads[i] =
          new Thread(
              () -> {
                try {
                  body.run();
                } catch (InterruptedException e) {
                  throw new AssertionError(e);
                }
              });
      threads[i].start();
    }
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  static void expect(boolean holds, String message) {
    if (!holds) {
      throw new AssertionError(message);
    }
  }

  /** What one thread does. */
  @FunctionalInterface
  interface Step {
    void run() throws InterruptedException;
  }
}
