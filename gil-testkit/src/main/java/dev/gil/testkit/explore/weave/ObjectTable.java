package dev.gil.testkit.explore.weave;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The {@link ObjectState}s of the objects that one execution has met, found by identity.
 *
 * <p>A few are looked through in a row, the last met first: the JVM makes up an identity hash when
 * it is first asked for, which costs more than that. States are used again in the next execution,
 * and the table of hashes is emptied by counting up: a look-up allocates nothing. Not thread-safe.
 */
final class ObjectTable {
  /** How many objects are looked through. */
  private static final int FEW = 16;

  private static final int FIRST_SLOTS = 64;

  private @Nullable Object[] objects = new @Nullable Object[FEW]; // in the order of meeting
  private ObjectState[] states = new ObjectState[0]; // of the same
  private int size;

  // Places in the arrays above by hash, once there are more than a few.
  private int[] slots = new int[FIRST_SLOTS];
  private int[] filledIn = new int[FIRST_SLOTS]; // in which execution
  private int hashed; // how many objects have a slot
  private int current = 1;

  /** Forgets all objects. */
  void begin() {
    size = 0;
    if (hashed != 0) {
      hashed = 0;
      emptySlots();
    }
  }

  /** Lets go of the objects as well, so that they can be collected. */
  void clear() {
    begin();
    Arrays.fill(objects, null);
  }

  ObjectState of(Object object) {
    if (size > FEW) {
      return hashed(object);
    }
    for (int i = size - 1; i >= 0; i--) {
      if (objects[i] == object) {
        return states[i];
      }
    }
    return add(object);
  }

  private ObjectState hashed(Object object) {
    while (hashed < size) {
      if (4 * (hashed + 1) > 3 * slots.length) {
        grow();
      }
      int free = find(objects[hashed]);
      slots[free] = hashed++;
      filledIn[free] = current;
    }
    int at = find(object);
    return filledIn[at] == current ? states[slots[at]] : add(object);
  }

  /** The slot of an object, or the one that it would get. */
  private int find(@Nullable Object object) {
    int mask = slots.length - 1;
    int at = System.identityHashCode(object) & mask;
    while (filledIn[at] == current && objects[slots[at]] != object) {
      at = (at + 1) & mask;
    }
    return at;
  }

  private void grow() {
    int more = 2 * slots.length;
    slots = new int[more];
    filledIn = new int[more];
    hashed = 0; // the loop that asked for room begins again
    emptySlots();
  }

  private void emptySlots() {
    if (++current == Integer.MAX_VALUE) {
      Arrays.fill(filledIn, 0);
      current = 1;
    }
  }

  private ObjectState add(Object object) {
    if (size == states.length) {
      int more = Math.max(FEW, 2 * size);
      objects = Arrays.copyOf(objects, more);
      states = Arrays.copyOf(states, more);
      for (int i = size; i < more; i++) {
        states[i] = new ObjectState();
      }
    }
    ObjectState state = states[size];
    objects[size++] = object;
    state.begin(size);
    return state;
  }
}
