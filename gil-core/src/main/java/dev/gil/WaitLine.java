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
  private volatile @Nullable Waiter timer;

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

  /** Who times the holder's slice. */
  @Nullable Waiter timer() {
    return timer;
  }

  /**
   * Has {@code w} time the next slices: one whose processor is free now and is not the new
   * holder's, or it would have to wait for that one when its own timer fires. Such is a thread that
   * hands over to one that runs already; the timer before it, if the next one has yet to get a
   * processor.
   */
  void time(Waiter w) {
    timer = w;
  }

  /**
   * Whether {@code w} looks at the end of a slice: its timer, the one who is next, and in a
   * returner's the resumer, who was awake when it began.
   */
  boolean times(Waiter w, Slice slice) {
    return timer == w || first == w || (slice.limit() != 0 && resumer == w);
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
    joined(w);
  }

  /** Puts a waiter where it is next among those that compute; the place must be free. */
  void resume(Waiter w) {
    resumer = w;
    joined(w);
  }

  private void joined(Waiter w) {
    size++;
    if (timer == null) {
      timer = w;
    }
  }

  void leave(Waiter w) {
    if (resumer == w) {
      resumer = null;
    } else if (w.list == returners) {
      returners.unlink(w);
      returner = returners.first();
    } else if (w.list == others) {
      others.unlink(w);
      first = others.first();
    } else {
      throw new AssertionError("a waiter left a line twice");
    }
    size--;
    if (timer == w) {
      Waiter c = computing();
      timer = c != null ? c : returner;
    }
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
    timer = null;
    size = 0;
  }
}
