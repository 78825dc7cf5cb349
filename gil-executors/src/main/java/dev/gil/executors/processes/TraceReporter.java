package dev.gil.executors.processes;

import dev.gil.GlobalLock;
import dev.gil.trace.Trace;
import dev.gil.trace.TraceRecorder;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Sends what a worker's lock was used for to its parent, which has one clock for all: in batches
 * while it runs, so that little is lost when it is killed, and the rest before it exits.
 */
final class TraceReporter implements Runnable {
  /** Short enough that who is blocked for 60 ms is seen twice. */
  private static final long PERIOD_MILLIS = 20;

  private final Link link;
  private final GlobalLock lock;
  private final TraceRecorder recorder;
  private final WorkerClock clock;
  private final CountDownLatch over = new CountDownLatch(1);

  TraceReporter(Link link, GlobalLock lock, TraceRecorder recorder, WorkerClock clock) {
    this.link = link;
    this.lock = lock;
    this.recorder = recorder;
    this.clock = clock;
  }

  void start() {
    Thread.ofPlatform().daemon().name("gil-trace").start(this);
  }

  @Override
  public void run() {
    try {
      do {
        recorder.look(lock);
        if (!link.isCongested()) {
          send();
        }
      } while (!over.await(PERIOD_MILLIS, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      // Nobody does that; the last batch is sent all the same.
    }
  }

  /** Without the parent's time nothing is sent: it would be put where it was not. */
  private synchronized void send() throws InterruptedException {
    if (clock.measure()) {
      Trace trace = recorder.take();
      if (trace.lanes().stream().anyMatch(lane -> !lane.spans().isEmpty())
          || !trace.incidents().isEmpty()) {
        byte[] batch = TraceBatch.encode(trace, clock.offset(), clock.error());
        link.send(new Frame(FrameType.TRACE, 0, batch));
      }
    }
  }

  /** Sends the rest, and waits so long that it has gone. */
  void last(long limitNanos) {
    over.countDown();
    try {
      send();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    link.awaitSent(limitNanos);
  }
}
