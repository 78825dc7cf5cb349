package dev.gil;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The waiters of a {@link LockQueue}, longest first. Guarded by the queue's mutex. */
final class WaiterList {
  private @Nullable Waiter first;
  private @Nullable Waiter last;
  private int size;

  @Nullable Waiter first() {
    return first;
  }

  int size() {
    return size;
  }

  /** The one at {@code index}, or the last one if there are fewer by now; null if there is none. */
  @Nullable Waiter at(int index) {
    Waiter w = first;
    for (int i = 0; i < index && w != null && w.next != null; i++) {
      w = w.next;
    }
    return w;
  }

  void append(Waiter w) {
    w.previous = last;
    if (last == null) {
      first = w;
    } else {
      last.next = w;
    }
    last = w;
    size++;
  }

  void unlink(Waiter w) {
    if (w.previous == null) {
      first = w.next;
    } else {
      w.previous.next = w.next;
    }
    if (w.next == null) {
      last = w.previous;
    } else {
      w.next.previous = w.previous;
    }
    w.previous = null;
    w.next = null;
    size--;
  }

  List<Waiter> toList() {
    List<Waiter> all = new ArrayList<>(size);
    for (Waiter w = first; w != null; w = w.next) {
      all.add(w);
    }
    return all;
  }

  void clear() {
    first = null;
    last = null;
    size = 0;
  }
}
