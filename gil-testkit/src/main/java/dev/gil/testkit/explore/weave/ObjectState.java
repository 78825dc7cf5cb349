package dev.gil.testkit.explore.weave;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What an execution knows of one object beside the object: its monitor, its clock, its number. */
final class ObjectState {
  /** The order in which executions meet objects; the same in each replay. */
  int number;

  /** What {@code synchronized} code and calls of the object have shown. */
  final SyncClock clock = new SyncClock();

  /** Set where the object's clock is that of another, as a condition's is its lock's. */
  @Nullable ObjectState partOf;

  @Nullable Monitor monitor;

  /** The number of the explored thread that the object, a thread never started, stands for. */
  int thread;

  @Nullable String name;

  /** Epochs of an object not made for threads. */
  long written;

  long read;

  /** Epochs of an array's elements, written and read in turn. */
  long[] elements = NONE;

  private static final long[] NONE = {};

  void begin(int newNumber) {
    number = newNumber;
    partOf = null;
    thread = -1;
    name = null;
    written = 0;
    read = 0;
    if (monitor != null) {
      monitor.begin();
    }
    Arrays.fill(elements, 0);
  }

  Monitor monitor() {
    Monitor known = monitor;
    if (known == null) {
      known = new Monitor();
      monitor = known;
    }
    return known;
  }

  long[] elements(int length) {
    if (elements.length < 2 * length) {
      elements = Arrays.copyOf(elements, 2 * length);
    }
    return elements;
  }

  SyncClock clock() {
    ObjectState whole = partOf;
    return whole == null ? clock : whole.clock();
  }
}
