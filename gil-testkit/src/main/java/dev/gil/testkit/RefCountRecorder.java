package dev.gil.testkit;

import dev.gil.testkit.RefCountAudit.Kind;
import dev.gil.testkit.RefCountAudit.Violation;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * An audit of reference counts that are not gil's: code under test tells what it does to its
 * objects, and hears at the end what should not have happened.
 *
 * <p>Tell {@link #retained} after a reference was added, {@link #releasing} before one is given up,
 * {@link #used} while an object is in use, {@link #freed} from where it is disposed of, and {@link
 * #allocated} when it is made or handed out again. In that order no right program is accused,
 * however its threads interleave: a reference is never counted here that is not there. Objects are
 * told apart by identity, and called by their {@code toString}. Thread-safe.
 */
public final class RefCountRecorder {
  private record Life(int references, boolean freed) {}

  private final IdentityHashMap<Object, Life> lives = new IdentityHashMap<>(); // guarded by this
  private final List<Violation> violations = new ArrayList<>(); // guarded by this
  private long operations; // guarded by this

  /** One that has been told nothing. */
  public RefCountRecorder() {}

  /**
   * An object was made, or handed out again after it had been freed, with one reference.
   *
   * @param object which
   */
  public synchronized void allocated(Object object) {
    operations++;
    Life life = lives.get(object);
    if (life != null && !life.freed()) {
      violate(Kind.REUSED, object, "was handed out again, and had not been freed");
    } else if (life != null && life.references() > 0) {
      violate(
          Kind.REUSED,
          object,
          "was handed out again, and " + life.references() + " references to it are owned");
    }
    lives.put(object, new Life(1, false));
  }

  /**
   * A reference was added.
   *
   * @param object to which
   * @throws IllegalArgumentException if it was never told to be allocated
   */
  public synchronized void retained(Object object) {
    operations++;
    if (life(object).freed()) {
      violate(Kind.RETAINED_AFTER_FREE, object, "was retained after it had been freed");
    }
    change(object, life -> new Life(life.references() + 1, life.freed()));
  }

  /**
   * A reference is about to be given up.
   *
   * @param object to which
   * @throws IllegalArgumentException if it was never told to be allocated
   */
  public synchronized void releasing(Object object) {
    operations++;
    if (life(object).references() == 0) {
      violate(Kind.RELEASED_TOO_OFTEN, object, "was released more often than retained");
      return;
    }
    change(object, life -> new Life(life.references() - 1, life.freed()));
  }

  /**
   * An object is in use.
   *
   * @param object which
   * @throws IllegalArgumentException if it was never told to be allocated
   */
  public synchronized void used(Object object) {
    operations++;
    if (life(object).freed()) {
      violate(Kind.USED_AFTER_FREE, object, "was used after it had been freed");
    }
  }

  /**
   * An object is disposed of, as its count has come to zero.
   *
   * @param object which
   * @throws IllegalArgumentException if it was never told to be allocated
   */
  public synchronized void freed(Object object) {
    operations++;
    Life life = life(object);
    if (life.freed()) {
      violate(Kind.FREED_TWICE, object, "was freed again");
    } else if (life.references() > 0) {
      violate(
          Kind.LOST_UPDATE,
          object,
          "was freed, and " + life.references() + " references to it are owned: a retain was lost");
    }
    change(object, before -> new Life(before.references(), true));
  }

  /**
   * What became of the objects, now that nothing uses them any more.
   *
   * @return what should not have happened; what was not freed has leaked
   */
  public synchronized RefCountAudit audit() {
    List<Violation> all = new ArrayList<>(violations);
    lives.forEach(
        (object, life) -> {
          if (!life.freed() && life.references() == 0) {
            String text = object + " was not freed, and all references were given up";
            all.add(new Violation(Kind.LOST_UPDATE, text + ": a release was lost"));
          }
          if (!life.freed()) {
            String text = object + " was not freed; " + life.references() + " references are owned";
            all.add(new Violation(Kind.LEAKED, text));
          }
        });
    return new RefCountAudit(all, operations);
  }

  private Life life(Object object) {
    Life life = lives.get(object);
    if (life == null) {
      throw new IllegalArgumentException("never told that it was allocated: " + object);
    }
    return life;
  }

  private void change(Object object, UnaryOperator<Life> change) {
    lives.put(object, change.apply(life(object)));
  }

  private void violate(Kind kind, Object object, String what) {
    String who = Thread.currentThread().getName();
    violations.add(new Violation(kind, object + " " + what + ", by \"" + who + '"'));
  }
}
