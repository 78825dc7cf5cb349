package dev.gil.bench.kernels;

/** Computes a case, one way. */
@FunctionalInterface
interface Contender {
  /** Computes it so often; returns the nanoseconds. */
  long nanos(int times) throws Exception;

  /** Of something that is timed here. */
  static Contender of(Step step) {
    return times -> {
      long start = System.nanoTime();
      for (int i = 0; i < times; i++) {
        step.run();
      }
      return System.nanoTime() - start;
    };
  }

  /** One computation. */
  @FunctionalInterface
  interface Step {
    void run() throws Exception;
  }
}
