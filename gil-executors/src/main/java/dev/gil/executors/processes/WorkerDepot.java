package dev.gil.executors.processes;

import dev.gil.spi.Depot;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/** A worker's side: fetches what its parent stored with a task, stores what it answers. */
final class WorkerDepot implements Depot, Closeable {
  /** What the names of the parent's blocks begin with. */
  static final String PARENT = "p";

  private final ForeignBlocks tasks;
  private final OwnBlocks outcomes;

  WorkerDepot(Path directory, int start) {
    this.tasks = new ForeignBlocks(directory, PARENT);
    this.outcomes = new OwnBlocks(directory, prefix(start));
  }

  /** What the names of a worker's blocks begin with. */
  static String prefix(int start) {
    return "w" + start + '-';
  }

  @Override
  public long store(byte[] bytes) {
    return outcomes.store(bytes);
  }

  @Override
  public byte[] fetch(long ticket, int length) throws IOException {
    return tasks.fetch(ticket, length);
  }

  @Override
  public byte[] kept(long ticket, int length) throws IOException {
    return tasks.kept(ticket, length);
  }

  @Override
  public void free(long ticket) {
    outcomes.free(ticket);
  }

  /** Unmaps all, and deletes what it stored; for a worker whose JVM goes on without it. */
  @Override
  public void close() {
    tasks.close();
    outcomes.close();
  }
}
