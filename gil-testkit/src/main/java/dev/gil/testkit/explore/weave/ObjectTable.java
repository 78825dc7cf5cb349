package dev.gil.testkit.explore.weave;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The {@link ObjectState}s of the objects that one execution has met, found by identity.
 *
 * <p>States are used again in the next execution, and the table is emptied by counting up: a lookup
 * allocates nothing. Not thread-safe.
 */
final class ObjectTable {
  private @Nullable Object[] objects = new @Nullable Object[64];
  private int[] stateOf = new int[64];
  private int[] execution = new int[64];
  private ObjectState[] states = new ObjectState[0];
  private int size;
  private int current = 1;

  /** Forgets all objects. */
  void begin() {
    size = 0;
    if (++current == Integer.MAX_VALUE) {
      Arrays.fill(execution, 0);
      current = 1;
    }
  }

  /** Lets go of the objects as well, so that they can be collected. */
  void clear() {
    begin();
    Arrays.fill(objects, null);
  }

  ObjectState of(Object object) {
    int mask = objects.length - 1;
    int at = System.identityHashCode(object) & mask;
    while (execution[at] == current) {
      if (objects[at] == object) {
        return states[stateOf[at]];
      }
      at = (at + 1) & mask;
    }
    if (2 * size >= objects.length) {
      grow();
      return of(object);
    }
    return add(object, at);
  }

  private ObjectState add(Object object, int at) {
    if (size == states.length) {
      states = Arrays.copyOf(states, Math.max(16, size * 2));
      for (int i = size; i < states.length; i++) {
        states[i] = new ObjectState();
      }
    }
    ObjectState state = states[size];
    state.begin(size + 1);
    objects[at] = object;
    stateOf[at] = size++;
    execution[at] = current;
    return state;
  }

  private void grow() {
    @Nullable Object[] old = objects;
    int[] oldStates = stateOf;
    int[] oldExecution = execution;
    objects = new @Nullable Object[old.length * 2];
    stateOf = new int[objects.length];
    execution = new int[objects.length];
    int mask = objects.length - 1;
    for (int i = 0; i < old.length; i++) {
      if (oldExecution[i] == current) {
        int at = System.identityHashCode(old[i]) & mask;
        while (execution[at] == current) {
          at = (at + 1) & mask;
        }
        objects[at] = old[i];
        stateOf[at] = oldStates[i];
        execution[at] = current;
      }
    }
  }
}
