package dev.gil;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Waiters in the order in which they came. Guarded by the queue's mutex. */
final class WaiterList {
  private @Nullable Waiter first;
  private @Nullable Waiter last;

  @Nullable Waiter first() {
    return first;
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
    w.list = this;
    w.previous = last;
    if (last == null) {
      first = w;
    } else {
      last.next = w;
    }
    last = w;
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
    w.list = null;
    w.previous = null;
    w.next = null;
  }

  void addTo(List<Waiter> all) {
    for (Waiter w = first; w != null; w = w.next) {
      all.add(w);
    }
  }

  void clear() {
    first = null;
    last = null;
  }
}
