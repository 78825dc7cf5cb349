package dev.gil.refcount;

import dev.gil.GilException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * A reference count was misused: an object was retained, released, pinned or used after it had been
 * disposed of. Nothing was changed, unless the message says so.
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

  static ReferenceCountException afterZero(RefCounted object, Misuse misuse) {
    return new ReferenceCountException(
        name(object)
            + ' '
            + misuse.to(object)
            + " after its last reference was released"
            + sites(object)
            + pins(object)
            + ". Whoever keeps a reference must retain it");
  }

  static ReferenceCountException tooOften(RefCounted object, int times) {
    return new ReferenceCountException(
        name(object)
            + " was released "
            + times
            + (times == 1 ? " time" : " times")
            + " too often by threads other than its owner, which shows only now that its counts"
            + " were merged"
            + sites(object)
            + ". It has been disposed of");
  }

  static ReferenceCountException overflow(RefCounted object) {
    return new ReferenceCountException(
        name(object) + " has as many references as can be counted" + sites(object) + "; it leaks");
  }

  static ReferenceCountException notPinned(RefCountedSegment segment) {
    return new ReferenceCountException(
        segment + " was unpinned once more than pinned. Pin it before, once for each unpin");
  }

  private static String pins(RefCounted object) {
    return object instanceof RefCountedSegment segment && segment.pins() > 0
        ? "; it was freed while pinned, and " + segment + " keeps its memory until the last unpin"
        : "";
  }

  static String name(RefCounted object) {
    String type = object.getClass().getSimpleName();
    return (type.isEmpty() ? object.getClass().getName() : type)
        + '@'
        + Integer.toHexString(System.identityHashCode(object));
  }

  static String sites(RefCounted object) {
    @Nullable Track track = Track.of(object);
    return track == null ? " (-D" + Track.PROPERTY + "=sites says where)" : track.sites();
  }
}
