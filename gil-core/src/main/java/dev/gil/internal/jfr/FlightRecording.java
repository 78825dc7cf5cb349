package dev.gil.internal.jfr;

import dev.gil.trace.LockListener;
import org.jspecify.annotations.Nullable;

/** Who tells Java Flight Recorder, without a need of module {@code jdk.jfr} to be there. */
public final class FlightRecording {
  private static final boolean IS_THERE =
      ModuleLayer.boot().findModule("jdk.jfr").isPresent()
          && FlightRecording.class
              .getModule()
              .canRead(ModuleLayer.boot().findModule("jdk.jfr").orElseThrow());

  private static final LockListener NOBODY = new LockListener() {};

  private FlightRecording() {}

  /** Tells it while a recording wants gil's events. */
  public static LockListener listener() {
    return IS_THERE ? FlightEvents.LISTENER : NOBODY;
  }

  /**
   * Who is to hear of a lock that is made now: whoever is given, and the recording that runs if it
   * wants gil's events. Without one, a lock is made as if there were none.
   */
  public static @Nullable LockListener besides(@Nullable LockListener given) {
    if (!IS_THERE || !FlightEvents.areWanted() || isTold(given)) {
      return given;
    }
    return given == null ? FlightEvents.LISTENER : given.and(FlightEvents.LISTENER);
  }

  private static boolean isTold(@Nullable LockListener listener) {
    return listener == FlightEvents.LISTENER
        || (listener instanceof BothListeners both
            && (isTold(both.first()) || isTold(both.second())));
  }
}
