package dev.gil.executors.processes;

import dev.gil.internal.log.Log;
import dev.gil.trace.CoreSource;
import dev.gil.trace.Incident;
import dev.gil.trace.LockListener;
import dev.gil.trace.Trace;
import java.util.List;
import java.util.Optional;

/** Tells a listener of the parent what happens in its workers, if it wants to hear. */
final class WorkerEvents {
  private final Optional<LockListener> listener;

  WorkerEvents(Optional<LockListener> listener) {
    this.listener = listener.filter(LockListener::hearsWorkers);
  }

  /** Whether workers are to record. */
  boolean areWanted() {
    return listener.isPresent();
  }

  /** What a worker is called in a trace. */
  static String process(String worker, long pid) {
    return worker + " (pid " + pid + ')';
  }

  /** A piece of a worker's trace has come. */
  void heard(Frame frame, String worker, long pid) throws MalformedFrameException {
    Trace part = TraceBatch.decode(frame.payload(), process(worker, pid));
    listener.ifPresent(hears -> tell(hears, part));
  }

  /** A worker has ended that nobody had told to. */
  void died(Death death, List<String> tasks) {
    if (listener.isPresent()) {
      long now = System.nanoTime();
      Incident incident =
          new Incident(
              Incident.Kind.WORKER_DIED,
              process(death.worker(), death.pid()),
              "",
              now,
              now,
              death.inWords(tasks));
      tell(
          listener.get(),
          new Trace(
              List.of(), List.of(incident), now, now, 0, CoreSource.none("it is about a process")));
    }
  }

  private static void tell(LockListener hears, Trace part) {
    try {
      hears.workerTold(part);
    } catch (RuntimeException | Error e) {
      Log.gil()
          .log(System.Logger.Level.WARNING, "the listener of workers threw; its event is lost", e);
    }
  }
}
