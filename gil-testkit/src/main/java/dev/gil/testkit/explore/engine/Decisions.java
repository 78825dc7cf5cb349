package dev.gil.testkit.explore.engine;

import java.util.Arrays;

/** The decisions of one execution, in the order in which they were taken. */
final class Decisions {
  private static final Chooser.Subject[] SUBJECTS = Chooser.Subject.values();

  private int[] choices = new int[64];
  private int[] widths = new int[64];
  private byte[] subjects = new byte[64];
  private int size;

  void clear() {
    size = 0;
  }

  int size() {
    return size;
  }

  void add(int choice, int width, Chooser.Subject subject) {
    int at = size;
    if (at == choices.length) {
      choices = Arrays.copyOf(choices, 2 * at);
      widths = Arrays.copyOf(widths, 2 * at);
      subjects = Arrays.copyOf(subjects, 2 * at);
    }
    choices[at] = choice;
    widths[at] = width;
    subjects[at] = subject.number();
    size = at + 1;
  }

  int choice(int at) {
    return choices[at];
  }

  int width(int at) {
    return widths[at];
  }

  Chooser.Subject subject(int at) {
    return SUBJECTS[subjects[at]];
  }

  /** How often a thread was stopped that could have gone on, or something unusual happened. */
  int preemptions() {
    int count = 0;
    for (int i = 0; i < size; i++) {
      if (choices[i] != 0 && counts(subject(i))) {
        count++;
      }
    }
    return count;
  }

  /** Whether a decision of that kind that is not 0 counts towards a bound. */
  static boolean counts(Chooser.Subject subject) {
    return subject == Chooser.Subject.PREEMPTION || subject == Chooser.Subject.DATA;
  }

  /** All that is not 0. */
  Schedule schedule() {
    int count = 0;
    for (int i = 0; i < size; i++) {
      if (choices[i] != 0) {
        count++;
      }
    }
    int[] at = new int[count];
    int[] choice = new int[count];
    int n = 0;
    for (int i = 0; i < size; i++) {
      if (choices[i] != 0) {
        at[n] = i;
        choice[n++] = choices[i];
      }
    }
    return new Schedule(at, choice);
  }
}
