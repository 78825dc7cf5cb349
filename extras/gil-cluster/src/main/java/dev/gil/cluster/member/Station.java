package dev.gil.cluster.member;

import dev.gil.ClassNotOnWorkerException;
import dev.gil.GlobalLock;
import dev.gil.cluster.engine.Build;
import dev.gil.cluster.engine.Envelope;
import dev.gil.cluster.engine.Note;
import dev.gil.cluster.engine.Reply;
import dev.gil.cluster.engine.TaskId;
import dev.gil.spi.Progress;
import dev.gil.spi.RemoteTask;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks in a member, on whatever threads its engine has, under the member's one lock or under
 * the shared lock that the sender names. Thread-safe.
 */
public final class Station {
  /** What a JVM exits with by {@code -XX:+ExitOnOutOfMemoryError}, too. */
  private static final int OUT_OF_MEMORY = 3;

  private final String name;
  private final Outside outside;
  private final GlobalLock own = GlobalLock.create("member");
  private final @Nullable ClassLoader context = Thread.currentThread().getContextClassLoader();

  private final ReentrantLock mutex = new ReentrantLock();
  private final Condition emptied = mutex.newCondition();
  private final Map<TaskId, Visit> visits = new HashMap<>(); // guarded by mutex
  private final Recent begun = new Recent(); // guarded by mutex
  private final Recent cancelled = new Recent(); // before they came; guarded by mutex
  private boolean leaving; // guarded by mutex

  /** Opens it, with a lock of its own. */
  public Station(String name, Outside outside) {
    this.name = name;
    this.outside = outside;
  }

  /**
   * Runs what an {@link Envelope} holds, and returns the {@link Reply} when it has ended.
   *
   * @param mayComeAgain whether the engine gives it to another member if this one is lost
   */
  public byte[] deliver(byte[] bytes, boolean mayComeAgain) {
    Envelope envelope;
    try {
      envelope = Envelope.read(bytes);
    } catch (IOException e) {
      return Reply.refusal(Reply.Kind.FOREIGN, "cannot read what was sent: it " + e.getMessage());
    }
    if (!envelope.build().equals(Build.HERE)) {
      return Reply.refusal(
          Reply.Kind.FOREIGN, "runs " + Build.HERE + ", and this JVM " + envelope.build());
    }
    Visit visit = new Visit();
    Reply.@Nullable Kind refusal = enter(envelope, visit, mayComeAgain);
    if (refusal != null) {
      return refusal(refusal);
    }
    try {
      return mayComeAgain && outside.begins(envelope.id()) > envelope.attempts()
          ? refusal(Reply.Kind.BEGUN_BEFORE)
          : Reply.outcome(outcome(envelope, visit));
    } finally {
      leave(envelope.id());
    }
  }

  private static byte[] refusal(Reply.Kind kind) {
    return Reply.refusal(
        kind,
        kind == Reply.Kind.LEAVING
            ? "is about to end, and did not begin what was sent"
            : "was given it again, and did not begin it more often than it may be");
  }

  private byte[] outcome(Envelope envelope, Visit visit) {
    Thread me = Thread.currentThread();
    @Nullable ClassLoader before = me.getContextClassLoader();
    me.setContextClassLoader(context);
    try {
      RemoteTask task =
          RemoteTask.decode(
              envelope.task(), envelope.allowed(), lock(envelope), progress(envelope));
      visit.read(task);
      return task.run();
    } catch (OutOfMemoryError e) {
      Runtime.getRuntime().halt(OUT_OF_MEMORY); // such a JVM is not to be trusted with more
      throw e;
    } catch (ClassNotOnWorkerException e) {
      return RemoteTask.refused(onMember(e));
    } catch (Throwable t) {
      return RemoteTask.refused(t);
    } finally {
      visit.ended();
      me.setContextClassLoader(before);
    }
  }

  private GlobalLock lock(Envelope envelope) {
    return envelope.lock().isEmpty() ? own : GlobalLock.shared(envelope.lock());
  }

  private @Nullable Progress progress(Envelope envelope) {
    return envelope.notes().isEmpty()
        ? null
        : (done, total) ->
            outside.send(envelope.notes(), new Note.Progress(envelope.id(), done, total).write());
  }

  private ClassNotOnWorkerException onMember(ClassNotOnWorkerException e) {
    @Nullable Throwable missing = e.getCause();
    return new ClassNotOnWorkerException(
        "class "
            + (missing == null ? "of a task" : missing.getMessage())
            + " is not on the class path of member "
            + name
            + ". Start members with the class path of the application",
        e);
  }

  // --- who is here

  private Reply.@Nullable Kind enter(Envelope envelope, Visit visit, boolean mayComeAgain) {
    mutex.lock();
    try {
      while (leaving && mayComeAgain) {
        emptied.awaitUninterruptibly(); // for ever: an answer would be its end, this JVM's is not
      }
      if (leaving) {
        return Reply.Kind.LEAVING;
      }
      if (!begun.add(envelope.id()) && envelope.attempts() == 1 && !mayComeAgain) {
        return Reply.Kind.BEGUN_BEFORE;
      }
      if (cancelled.remove(envelope.id())) {
        visit.cancel();
      }
      visits.put(envelope.id(), visit);
      return null;
    } finally {
      mutex.unlock();
    }
  }

  private void leave(TaskId id) {
    mutex.lock();
    try {
      visits.remove(id);
      if (visits.isEmpty()) {
        emptied.signalAll();
      }
    } finally {
      mutex.unlock();
    }
  }

  /** Takes a {@link Note}; one that is early for its task is kept for it. */
  public void tell(byte[] note) {
    if (!(Note.read(note) instanceof Note.Cancel cancel)) {
      return;
    }
    @Nullable Visit visit;
    mutex.lock();
    try {
      visit = visits.get(cancel.id());
      if (visit == null) {
        cancelled.add(cancel.id());
      }
    } finally {
      mutex.unlock();
    }
    if (visit != null) {
      visit.cancel();
    }
  }

  /**
   * Takes nothing more, and waits for what runs; cancels it when the time is over.
   *
   * @return whether all had ended by themselves
   */
  public boolean drain(Duration limit) throws InterruptedException {
    List<Visit> left;
    mutex.lock();
    try {
      leaving = true;
      long nanos = limit.toNanos();
      while (!visits.isEmpty() && nanos > 0) {
        nanos = emptied.awaitNanos(nanos);
      }
      left = new ArrayList<>(visits.values());
    } finally {
      mutex.unlock();
    }
    left.forEach(Visit::cancel);
    mutex.lock();
    try {
      long nanos = TimeUnit.SECONDS.toNanos(1);
      while (!visits.isEmpty() && nanos > 0) {
        nanos = emptied.awaitNanos(nanos);
      }
    } finally {
      mutex.unlock();
    }
    return left.isEmpty();
  }
}
