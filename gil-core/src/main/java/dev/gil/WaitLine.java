package dev.gil;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for a lock, in the three places that decide who is next: the <i>returners</i>, back
 * from a blocking call; the <i>resumer</i>, a thread that had part of its slice left when a
 * returner went first, and gets the lock before the others to use it up; and everybody else.
 *
 * <p>Changed under the queue's mutex. The fronts are published, so that a holder that gives up need
 * not take the mutex to know whom to wake.
 */
final class WaitLine {
  private final WaiterList returners = new WaiterList();
  private final WaiterList others = new WaiterList();
  private int size;

  private volatile @Nullable Waiter returner;
  private volatile @Nullable Waiter resumer;
  private volatile @Nullable Waiter first;

  /** The first returner. */
  @Nullable Waiter returner() {
    return returner;
  }

  @Nullable Waiter resumer() {
    return resumer;
  }

  /** The first of those who are neither returners nor resume. */
  @Nullable Waiter first() {
    return first;
  }

  /** Who is next among those that compute. */
  @Nullable Waiter computing() {
    Waiter r = resumer;
    return r != null ? r : first;
  }

  /** Who times the holder's slice, whoever holds the lock. */
  @Nullable Waiter clock() {
    Waiter f = first;
    if (f != null) {
      return f;
    }
    Waiter r = resumer;
    return r != null ? r : returner;
  }

  /**
   * Whether {@code w} times a slice. A returner's is timed by the resumer too, who was awake when
   * it began, so that the clock need not be woken each time that a returner goes first.
   */
  boolean times(Waiter w, Slice slice) {
    return clock() == w || (slice.limit() != 0 && resumer == w);
  }

  int size() {
    return size;
  }

  /** Appends a waiter to the end of its list. */
  void join(Waiter w, boolean asReturner) {
    if (asReturner) {
      returners.append(w);
      returner = returners.first();
    } else {
      others.append(w);
      first = others.first();
    }
    size++;
  }

  /** Puts a waiter where it is next among those that compute; the place must be free. */
  void resume(Waiter w) {
    resumer = w;
    size++;
  }

  void leave(Waiter w) {
    if (resumer == w) {
      resumer = null;
    } else if (w.list == returners) {
      returners.unlink(w);
      returner = returners.first();
    } else {
      others.unlink(w);
      first = others.first();
    }
    size--;
  }

  /** The waiter at {@code index} in the order of a line without roles. */
  @Nullable Waiter at(int index) {
    return others.at(index);
  }

  List<Waiter> longestFirst() {
    List<Waiter> all = new ArrayList<>(size);
    Waiter r = resumer;
    if (r != null) {
      all.add(r);
    }
    returners.addTo(all);
    others.addTo(all);
    all.sort(Comparator.comparingLong(w -> w.since));
    return all;
  }

  void clear() {
    returners.clear();
    others.clear();
    returner = null;
    resumer = null;
    first = null;
    size = 0;
  }
}
