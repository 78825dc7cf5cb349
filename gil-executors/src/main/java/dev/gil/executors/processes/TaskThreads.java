package dev.gil.executors.processes;

import dev.gil.GlobalLock;
import dev.gil.ResultNotSerializableException;
import dev.gil.spi.Progress;
import dev.gil.spi.RemoteTask;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Where a worker's tasks run: as many threads as may be in flight, under the worker's one lock, so
 * that one computes while others are detached.
 */
final class TaskThreads {
  private static final long STARTED_NANOS = TimeUnit.DAYS.toNanos(1);
  private static final long LAST_WORDS_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private final Link link;
  private final GlobalLock lock;
  private final List<String> allowed;
  private final ExecutorService threads;
  private final Map<Long, Arrived> running = new ConcurrentHashMap<>();

  TaskThreads(Link link, GlobalLock lock, WorkerOrders told) {
    this.link = link;
    this.lock = lock;
    this.allowed = told.allowed();
    this.threads =
        Executors.newFixedThreadPool(
            told.inFlight(), Thread.ofPlatform().daemon().name("gil-task-", 1).factory());
  }

  /** A task between its arrival and its end, and whether it was cancelled before it was read. */
  private static final class Arrived {
    private @Nullable RemoteTask task;
    private boolean cancelled;

    synchronized void read(RemoteTask decoded) {
      task = decoded;
      if (cancelled) {
        decoded.cancel();
      }
    }

    synchronized void cancel() {
      cancelled = true;
      if (task != null) {
        task.cancel();
      }
    }
  }

  /** From the listening thread. */
  void arrived(Frame frame) {
    Arrived arrived = new Arrived();
    running.put(frame.id(), arrived);
    threads.execute(() -> run(frame, arrived));
  }

  /** From the listening thread; does nothing if the task has ended. */
  void cancel(long id) {
    @Nullable Arrived arrived = running.get(id);
    if (arrived != null) {
      arrived.cancel();
    }
  }

  private void run(Frame frame, Arrived arrived) {
    // The parent must know before anything of the task runs, even if this process dies right after.
    link.send(Frame.of(FrameType.STARTED, frame.id()));
    link.flush(STARTED_NANOS);
    Thread me = Thread.currentThread();
    @Nullable ClassLoader loader = me.getContextClassLoader();
    byte[] outcome;
    try {
      outcome = outcome(frame, arrived);
    } catch (OutOfMemoryError e) {
      die(frame.id(), e);
      return;
    } finally {
      running.remove(frame.id());
      me.setContextClassLoader(loader);
    }
    link.send(new Frame(FrameType.RESULT, frame.id(), outcome));
  }

  private byte[] outcome(Frame frame, Arrived arrived) {
    try {
      @Nullable Progress progress =
          frame.type() == FrameType.TASK_WITH_PROGRESS ? progressOf(frame.id()) : null;
      RemoteTask task = RemoteTask.decode(frame.payload(), allowed, lock, progress);
      arrived.read(task);
      byte[] outcome = task.run();
      return outcome.length <= Frame.MAX_PAYLOAD ? outcome : tooLarge(task, outcome.length);
    } catch (OutOfMemoryError e) {
      throw e;
    } catch (Throwable t) {
      return RemoteTask.refused(t);
    }
  }

  /** While the parent does not keep up, what is not the last word is left out. */
  private Progress progressOf(long id) {
    return (done, total) -> {
      if (done == total || !link.isCongested()) {
        link.send(Frame.progress(id, done, total));
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
  private void die(long id, OutOfMemoryError error) {
    try {
      byte[] why = Objects.toString(error.getMessage(), "heap").getBytes(StandardCharsets.UTF_8);
      link.send(new Frame(FrameType.OUT_OF_MEMORY, id, why));
      link.flush(LAST_WORDS_NANOS);
    } finally {
      Runtime.getRuntime().halt(WorkerMain.OUT_OF_MEMORY);
    }
  }
}
