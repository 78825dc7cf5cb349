package dev.gil.executors.processes;

import dev.gil.GlobalLock;
import dev.gil.ResultNotSerializableException;
import dev.gil.spi.Depot;
import dev.gil.spi.Progress;
import dev.gil.spi.RemoteTask;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One of a worker's {@link TaskThreads}: listens for a task, runs it, sends its result.
 *
 * <p>Results of small tasks wait for each other as long as further tasks have arrived already, but
 * not longer than some tasks take; what is expected to take long is begun only after they were
 * sent. An expectation that fails is mended by the {@link Usher}.
 */
final class TaskThread extends Seat.Sitter implements Runnable {
  private static final long LAST_WORDS_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final long LONGEST_WAIT_NANOS = TimeUnit.MICROSECONDS.toNanos(100);

  /** What the threads of one worker share. */
  record Place(
      Link link, Turn turn, Seat seat, Usher usher, Typical typical, Lull lull, LastAct last) {}

  /** What tasks find here: the lock they run under, the classes they may be of, the depot. */
  record Far(GlobalLock lock, List<String> allowed, Depot depot) {}

  private final Link link;
  private final Turn turn;
  private final Seat seat;
  private final Usher usher;
  private final Typical typical;
  private final Lull lull;
  private final LastAct last;
  private final Far far;

  private @Nullable RemoteTask borrower; // whose shared segments are to be given back
  private long unsentSince; // of the results put but not sent by this thread; 0 if there is none

  // The task between its arrival and its end. Guarded by this.
  private long id;
  private @Nullable RemoteTask task;
  private boolean cancelled;

  TaskThread(Place place, Far far) {
    this.link = place.link;
    this.turn = place.turn;
    this.seat = place.seat;
    this.usher = place.usher;
    this.typical = place.typical;
    this.lull = place.lull;
    this.last = place.last;
    this.far = far;
  }

  @Override
  public void run() {
    try {
      seat.sit(this);
      for (@Nullable Frame frame = next(); frame != null; frame = next()) {
        arrived(frame);
        if (turn.begin(frame.id())) {
          run(frame);
          if (!seat.comeBack(this)) {
            sendResults();
            seat.sit(this);
          }
        }
      }
      last.linkEnded();
    } catch (OutOfMemoryError e) {
      die(id, e);
    } catch (IOException | RuntimeException | Error e) {
      last.failed(e);
    } finally {
      // Here the JVM goes on without this worker: its other threads are to hear of the end too.
      var _ = seat.comeBack(this);
      seat.leave(this);
    }
  }

  /** In the seat. */
  private @Nullable Frame next() throws IOException {
    if (link.isCongested()) {
      link.awaitSentAsReceiver(); // a task that takes long must not hold up what is half sent
    }
    @Nullable Frame frame = link.poll();
    if (frame == null) {
      sendResults();
      long start = System.nanoTime();
      frame = link.receive(Long.MAX_VALUE, lull.worthLooking());
      lull.add(System.nanoTime() - start);
    }
    if (frame != null
        && frame.type() != FrameType.TASK
        && frame.type() != FrameType.TASK_WITH_PROGRESS) {
      throw new MalformedFrameException(frame.type() + " does not come from a parent");
    }
    return frame;
  }

  private void sendResults() {
    link.flush();
    unsentSince = 0;
  }

  private void run(Frame frame) {
    long start = System.nanoTime();
    boolean keepsSeat = typical.isQuick();
    if (keepsSeat) {
      if (unsentSince != 0 && start - unsentSince > LONGEST_WAIT_NANOS) {
        sendResults();
      }
      seat.goAway(this);
      usher.wake();
    } else {
      sendResults();
      seat.leave(this);
    }
    byte[] outcome = outcome(frame);
    long end = System.nanoTime();
    typical.add(end - start);
    link.put(Frame.result(frame.id(), end - start, outcome));
    if (keepsSeat && unsentSince == 0) {
      unsentSince = end;
    }
    giveBack();
  }

  /** Memory is unmapped when nobody waits for it any more. */
  private void giveBack() {
    if (borrower != null) {
      sendResults();
      borrower.close();
      borrower = null;
    }
  }

  private byte[] outcome(Frame frame) {
    Thread me = Thread.currentThread();
    @Nullable ClassLoader loader = me.getContextClassLoader();
    try {
      @Nullable Progress progress =
          frame.type() == FrameType.TASK_WITH_PROGRESS ? progressOf(frame.id()) : null;
      RemoteTask decoded =
          RemoteTask.decode(frame.payload(), far.allowed, far.lock, progress, far.depot);
      read(decoded);
      borrower = decoded.hasBorrowed() ? decoded : null;
      byte[] outcome = decoded.outcome();
      return outcome.length <= Frame.MAX_PAYLOAD ? outcome : tooLarge(decoded, outcome.length);
    } catch (OutOfMemoryError e) {
      die(frame.id(), e);
      throw e;
    } catch (Throwable t) {
      return RemoteTask.refused(t);
    } finally {
      ended();
      if (me.getContextClassLoader() != loader) {
        me.setContextClassLoader(loader);
      }
    }
  }

  // --- cancelling

  private synchronized void arrived(Frame frame) {
    id = frame.id();
    cancelled = false;
  }

  private synchronized void read(RemoteTask decoded) {
    task = decoded;
    if (cancelled) {
      decoded.cancel();
    }
  }

  private synchronized void ended() {
    id = 0;
    task = null;
  }

  /** Any thread. Also of a task that has arrived and was not read yet. */
  synchronized void cancel(long wanted) {
    if (id == wanted) {
      cancel();
    }
  }

  /** Any thread. Whatever it runs. */
  synchronized void cancel() {
    cancelled = true;
    if (task != null) {
      task.cancel();
    }
  }

  // --- what is said beside results

  /** While the parent does not keep up, what is not the last word is left out. */
  private Progress progressOf(long of) {
    return (done, total) -> {
      if (done == total || !link.isCongested()) {
        link.send(Frame.progress(of, done, total));
      }
    };
  }

  private static byte[] tooLarge(RemoteTask task, int size) {
    return RemoteTask.refused(
        new ResultNotSerializableException(
            "task \""
                + task.label()
                + "\" ran, but its result is "
                + size
                + " bytes; a worker answers with at most "
                + Frame.MAX_PAYLOAD
                + ". Let the task write its output itself"));
  }

  /** A JVM without memory is not to be trusted with the next task. */
  private void die(long with, OutOfMemoryError error) {
    try {
      byte[] why = Objects.toString(error.getMessage(), "heap").getBytes(StandardCharsets.UTF_8);
      link.send(new Frame(FrameType.OUT_OF_MEMORY, with, why));
      link.awaitSent(LAST_WORDS_NANOS);
    } finally {
      last.outOfMemory();
    }
  }
}
