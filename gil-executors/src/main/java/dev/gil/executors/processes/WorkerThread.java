package dev.gil.executors.processes;

import dev.gil.ResultNotSerializableException;
import dev.gil.internal.log.Log;
import dev.gil.spi.Depot;
import dev.gil.spi.Job;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The thread of a {@link Worker}: starts a process, listens to it until its end, says how it ended,
 * and starts the next.
 *
 * <p>It decides nothing but reports to the {@link ProcessRunner}, and deserializes results and
 * completes futures with no lock held.
 */
final class WorkerThread implements Runnable {
  /** How long a process may take to end after its link has. */
  private static final Duration EXIT = Duration.ofSeconds(2);

  /** And one that did not call back: it may be about to say why. */
  private static final Duration LAST_WORDS = Duration.ofMillis(250);

  private static final int MOST_RESULTS = 256;

  private final ProcessRunner runner;
  private final Worker worker;
  private final WorkerSetup setup;

  WorkerThread(ProcessRunner runner, Worker worker, WorkerSetup setup) {
    this.runner = runner;
    this.worker = worker;
    this.setup = setup;
  }

  @Override
  public void run() {
    while (runner.awaitStart(worker)) {
      try {
        live();
      } catch (RuntimeException | Error e) {
        Log.gil().log(System.Logger.Level.ERROR, worker.name() + " was lost", e);
        runner.startFailed(worker, worker.name() + " was lost: " + e);
      }
    }
  }

  private void live() {
    Child child;
    try {
      child = setup.start(worker);
    } catch (IOException e) {
      runner.startFailed(worker, worker.name() + " could not be started: " + e);
      return;
    }
    @Nullable String complaint = null;
    boolean excused = false;
    Duration patience = Duration.ZERO;
    try {
      if (runner.launched(worker, child)) {
        try (Link link = child.greet(setup.newOrders())) {
          runner.connected(worker, link, child.turn());
          setup.connected(child);
          listen(child, link);
          runner.leaving(worker); // so that a spare need not wait until it has gone
          patience = EXIT;
        }
      }
    } catch (MalformedFrameException e) {
      child.corrupted("what came from it is no message of the protocol (" + e.getMessage() + ')');
    } catch (IOException e) {
      patience = LAST_WORDS;
      complaint = e instanceof FileSystemException ? e.toString() : e.getMessage(); // not a path
      excused = !child.wasKilled() && setup.blamesCache(child);
    } catch (RuntimeException | Error e) {
      Log.gil().log(System.Logger.Level.ERROR, "the link to " + worker.name() + " broke", e);
      child.corrupted("what came from it could not be taken here (" + e + ')');
    }
    try {
      runner.ended(worker, child.await(patience, setup.directory()), complaint, excused);
    } finally {
      child.forget();
    }
  }

  /** Takes all results together that have come together. */
  private void listen(Child child, Link link) throws IOException {
    List<Frame> results = new ArrayList<>();
    for (@Nullable Frame frame = link.receive(); frame != null; frame = link.receive()) {
      while (frame != null) {
        if (frame.type() == FrameType.RESULT) {
          results.add(frame);
        } else {
          complete(child, results); // what it says of its end comes after what it did before
          heard(child, frame);
        }
        frame = results.size() < MOST_RESULTS ? link.poll() : null;
      }
      complete(child, results);
    }
  }

  private void heard(Child child, Frame frame) throws MalformedFrameException {
    switch (frame.type()) {
      case PROGRESS -> progressed(frame);
      case OUT_OF_MEMORY -> child.ranOutOf(new String(frame.payload(), StandardCharsets.UTF_8));
      case CLOCK -> child.time(frame.id());
      case TRACE -> setup.events().heard(frame, worker.name(), child.pid());
      case EXITING -> {
        child.saysItExits();
        runner.leaving(worker);
      }
      default -> throw new MalformedFrameException(frame.type() + " does not come from a worker");
    }
  }

  private void progressed(Frame frame) throws MalformedFrameException {
    if (frame.payload().length != 2 * Long.BYTES) {
      throw new MalformedFrameException("a progress of " + frame.payload().length + " bytes");
    }
    Job<?> job = runner.inFlight(worker, frame.id());
    ByteBuffer numbers = ByteBuffer.wrap(frame.payload());
    try {
      job.progress(numbers.getLong(), numbers.getLong());
    } catch (RuntimeException e) {
      Log.gil()
          .log(
              System.Logger.Level.WARNING,
              "a progress listener of \"" + job.label() + "\" threw",
              e);
    }
  }

  private void complete(Child child, List<Frame> results) throws MalformedFrameException {
    if (!results.isEmpty()) {
      List<Job<?>> jobs = runner.finished(worker, results);
      for (int i = 0; i < jobs.size(); i++) {
        complete(jobs.get(i), results.get(i), child.outcomes());
      }
      if (jobs.size() < results.size()) {
        throw new MalformedFrameException(
            "task " + results.get(jobs.size()).id() + " is not in flight");
      }
      results.clear();
    }
  }

  private void complete(Job<?> job, Frame frame, Depot outcomes) {
    // A dependent that ran here may have set another.
    Thread.currentThread().setContextClassLoader(setup.contextLoader());
    try {
      job.completeEncoded(frame.payload(), outcomes);
    } catch (RuntimeException | Error e) {
      job.fail(
          new ResultNotSerializableException(
              "task \"" + job.label() + "\" ran, but reading its result failed here: " + e, e),
          true);
    }
  }
}
