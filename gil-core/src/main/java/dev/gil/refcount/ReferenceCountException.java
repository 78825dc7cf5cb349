package dev.gil.refcount;

import dev.gil.GilException;
import java.io.Serial;

/**
 * A reference count was misused: an object was retained, released or used after it had been
 * disposed of. Nothing was changed.
 */
public final class ReferenceCountException extends GilException {
  @Serial private static final long serialVersionUID = 1;

  /**
   * Creates the exception.
   *
   * @param message which object, and what was done to it
   */
  public ReferenceCountException(String message) {
    super(message);
  }

  static ReferenceCountException afterZero(RefCounted object, String verb) {
    return new ReferenceCountException(
        name(object)
            + " "
            + verb
            + " after its last reference was released. Whoever keeps a reference must retain it");
  }

  static ReferenceCountException overflow(RefCounted object) {
    return new ReferenceCountException(
        name(object) + " retained more than " + Integer.MAX_VALUE + " times; it leaks");
  }

  static String name(RefCounted object) {
    return object.getClass().getSimpleName()
        + '@'
        + Integer.toHexString(System.identityHashCode(object));
  }
}
