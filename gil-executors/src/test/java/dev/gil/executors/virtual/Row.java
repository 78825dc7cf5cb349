package dev.gil.executors.virtual;

/** One blocking call, ready to be made, and how to end it. */
record Row(Step call, Step end) {
  interface Step {
    void run() throws Exception;
  }

  static Row of(Step call, Step end) {
    return new Row(call, end);
  }

  static void unchecked(Step step) {
    try {
      step.run();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
