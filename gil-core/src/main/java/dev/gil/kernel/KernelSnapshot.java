package dev.gil.kernel;

import dev.gil.internal.kernel.KernelSeat;
import dev.gil.internal.kernel.KernelSlots;

/**
 * The kernels of the executors of strategy {@code kernels} in this JVM, at about one moment.
 *
 * @param slots how many may run at once, all executors together
 * @param running how many run without the lock
 * @param waiting threads that wait for a slot; none of them holds the lock
 * @param pins pins held by those that run
 * @param pinnedBytes how large the pinned parts are, together
 * @param released kernels that ran without the lock so far
 */
public record KernelSnapshot(
    int slots, int running, int waiting, int pins, long pinnedBytes, long released) {
  static KernelSnapshot take() {
    int slots = 0;
    int running = 0;
    int waiting = 0;
    int pins = 0;
    long bytes = 0;
    long released = 0;
    for (KernelSlots open : KernelSlots.open()) {
      slots += open.size();
      waiting += open.waiting();
      for (KernelSeat seat : open.seats()) {
        released += seat.released();
        if (seat.kernel() instanceof KernelPins kernel) {
          running++;
          pins += kernel.count();
          bytes += kernel.bytes();
        }
      }
    }
    return new KernelSnapshot(slots, running, waiting, pins, bytes, released);
  }
}
