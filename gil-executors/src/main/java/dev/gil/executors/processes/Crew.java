package dev.gil.executors.processes;

import dev.gil.spi.StrategySettings;
import dev.gil.spi.WorkerSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The workers of a runner, and which of them are spares. Guarded by the mutex of the {@link
 * ProcessRunner}.
 *
 * <p><b>A spare has no tasks.</b> It is a worker like the others, with a thread that starts and
 * replaces its process, but is given nothing. When one that has tasks leaves READY, {@link
 * #putSparesIn} lets the two change roles in that same section: the spare takes tasks from there
 * on, the other one is the spare, and no process changes hands. So there are always as many workers
 * that are no spares as the settings say, and whether they fail, end or are closed is decided as if
 * there were no roles.
 */
final class Crew {
  private final List<Worker> all;

  Crew(StrategySettings settings) {
    List<Worker> workers = new ArrayList<>();
    for (int i = 1; i <= settings.workers(); i++) {
      workers.add(new Worker(i, false));
    }
    for (int i = 1; i <= settings.spares(); i++) {
      workers.add(new Worker(settings.workers() + i, true));
    }
    all = List.copyOf(workers);
  }

  List<Worker> all() {
    return all;
  }

  /** Whether all that are to have tasks can: then nobody waits for a start but spares. */
  boolean allServe() {
    return all.stream().allMatch(worker -> worker.isSpare() || worker.serves());
  }

  boolean allRetired() {
    return all.stream().allMatch(worker -> worker.state() == Worker.State.RETIRED);
  }

  /** Whether nobody is left who could take a job. */
  boolean hasNoProcess() {
    return all.stream().noneMatch(Worker::hasProcess);
  }

  List<Worker> retired() {
    return all.stream().filter(worker -> worker.state() == Worker.State.RETIRED).toList();
  }

  /** One that is to have tasks. */
  Worker first() {
    Optional<Worker> first = all.stream().filter(worker -> !worker.isSpare()).findFirst();
    return first.orElseThrow(); // there is at least one, whoever it is
  }

  /** Puts spares that are ready in the places of workers that are not. */
  void putSparesIn() {
    for (Worker spare : all) {
      if (spare.isSpare() && spare.state() == Worker.State.READY) {
        for (Worker other : all) {
          if (!other.isSpare() && !other.serves() && other.state() != Worker.State.RETIRED) {
            spare.replace(other);
            break;
          }
        }
      }
    }
  }

  List<WorkerSnapshot> snapshots() {
    return all.stream().map(Worker::snapshot).toList();
  }
}
