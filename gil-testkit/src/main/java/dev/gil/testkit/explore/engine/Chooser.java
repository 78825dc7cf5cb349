package dev.gil.testkit.explore.engine;

/** Takes the decisions of executions: an explorer. Used by one driver. */
public interface Chooser {
  /** What is decided. */
  enum Subject {
    /**
     * Whether the running actor, 0, goes on, or which of the {@linkplain Execution#other others}.
     */
    PREEMPTION(0),
    /** Which of the enabled actors runs after the running one cannot: 0 is the first forked. */
    SUCCESSION(1),
    /** Which of several that are equally usual, such as who of the waiters is notified. */
    ORDER(2),
    /** Whether something unusual happens, 0 being that nothing does. */
    DATA(3);

    private final byte number;

    Subject(int number) {
      this.number = (byte) number;
    }

    /** Its place among all of them. */
    byte number() {
      return number;
    }
  }

  /** An execution begins. */
  default void begins(Execution execution) {}

  /**
   * Takes one decision.
   *
   * @param execution asked for who could run, and what it is about to do
   * @param subject what is decided
   * @param alternatives at least 2
   * @return from 0 to {@code alternatives - 1}
   */
  int choose(Execution execution, Chooser.Subject subject, int alternatives);

  /** An execution is over. */
  default void ends(Execution execution) {}
}
