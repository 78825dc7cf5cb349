package dev.gil.workloads.train;

/** A lesson by loops over arrays on the heap. */
final class LoopTraining {
  private LoopTraining() {}

  /**
   * How much of the test is right at the end.
   *
   * @param pause after each example
   */
  static int right(Lesson lesson, Runnable pause) {
    Digits.Both digits = lesson.drawn();
    LoopMlp model =
        new LoopMlp(Digits.PIXELS, Lesson.HIDDEN, Digits.CLASSES, lesson.model(), pause);
    for (int epoch = 0; epoch < lesson.epochs(); epoch++) {
      model.train(digits.training(), Lesson.BATCH, Lesson.RATE);
    }
    int right = 0;
    for (int i = 0; i < Digits.TEST; i++) {
      pause.run();
      if (model.predict(digits.test().images(), i * Digits.PIXELS) == digits.test().labels()[i]) {
        right++;
      }
    }
    return right;
  }
}
