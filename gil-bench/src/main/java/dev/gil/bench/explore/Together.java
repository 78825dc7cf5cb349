package dev.gil.bench.explore;

/** Threads of a body, and what it expects. */
final class Together {
  private Together() {}

  /** What one thread does. */
  @FunctionalInterface
  interface Step {
    void run() throws InterruptedException;
  }

  /** Runs each on a thread of its own, and waits for all of them to end. */
  static void run(Step... steps) throws InterruptedException {
    Thread[] threads = new Thread[steps.length];
    for (int i = 0; i < steps.length; i++) {
      Step step = steps[i];
      threads[i] =
          new Thread(
              () -> {
                try {
                  step.run();
                } catch (InterruptedException e) {
                  throw new AssertionError(e);
                }
              });
      threads[i].start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  static void expect(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }
}
