package dev.gil;

import java.io.Serial;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The lock could not be had in time. The message names the holder, for how long it has held the
 * lock, where its code is, who waits and when it last passed a checkpoint; {@link #snapshot()} has
 * the same as data.
 */
public final class LockTimeoutException extends GilException {
  @Serial private static final long serialVersionUID = 1;

  private final transient @Nullable LockSnapshot snapshot;

  /**
   * Creates the exception.
   *
   * @param message who held the lock, for how long, and who waited
   * @param snapshot the same as data
   */
  public LockTimeoutException(String message, LockSnapshot snapshot) {
    super(message);
    this.snapshot = snapshot;
  }

  /**
   * The state of the lock when the time was up.
   *
   * @return the snapshot; empty in a copy that came from another JVM, since it is not serialized
   */
  public Optional<LockSnapshot> snapshot() {
    return Optional.ofNullable(snapshot);
  }
}
