package dev.gil.internal.mount;

import org.jspecify.annotations.Nullable;

/**
 * What a virtual thread has of a lock while it is not mounted: how deep it is nested, and for which
 * task. Belongs to whoever holds the lock.
 */
public abstract class MountState {
  /** Serial of the innermost attachment, 0 before the first mounting. */
  long top;

  /** The holder's extras, null for none. */
  @Nullable Object extras;

  /** For subclasses. */
  protected MountState() {}

  /** Saves. */
  public final void save(long innermost, @Nullable Object holderExtras) {
    top = innermost;
    extras = holderExtras;
  }

  /** Serial of the innermost attachment, 0 before the first mounting. */
  public final long top() {
    return top;
  }

  /** The holder's extras, null for none. */
  public final @Nullable Object extras() {
    return extras;
  }
}
