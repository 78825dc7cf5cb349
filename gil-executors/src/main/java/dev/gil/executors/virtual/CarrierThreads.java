package dev.gil.executors.virtual;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Makes the threads of carriers: such as hear of blocking calls where the JDK lets them. */
final class CarrierThreads {
  private final String prefix;
  private final AtomicInteger made = new AtomicInteger();

  /** A thread that a carrier runs on. */
  interface Seat {
    Carrier carrier();
  }

  CarrierThreads(String prefix) {
    this.prefix = prefix;
  }

  void start(Carrier carrier) {
    Thread thread =
        Opening.hearsOfBlocking() ? BlockingCarriers.make(carrier) : new PlainSeat(carrier);
    thread.setName(prefix + "carrier-" + made.incrementAndGet());
    if (!thread.isDaemon()) {
      thread.setDaemon(true);
    }
    carrier.runsOn(thread);
    thread.start();
  }

  /** The carrier that this platform thread is, or null. */
  static @Nullable Carrier carrier(Thread thread) {
    return thread instanceof Seat seat ? seat.carrier() : null;
  }

  private static final class PlainSeat extends Thread implements Seat {
    private final Carrier carrier;

    PlainSeat(Carrier carrier) {
      super(null, null, "", 0, false);
      this.carrier = carrier;
    }

    @Override
    public Carrier carrier() {
      return carrier;
    }

    @Override
    public void run() {
      carrier.run();
    }
  }
}
