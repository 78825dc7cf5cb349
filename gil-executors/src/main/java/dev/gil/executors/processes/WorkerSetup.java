package dev.gil.executors.processes;

import dev.gil.GlobalLock;
import dev.gil.spi.Depot;
import dev.gil.spi.StrategySettings;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What the workers of one runner have in common: a private directory, a command line, settings.
 * Thread-safe.
 */
final class WorkerSetup {
  private static final int NONCE_BYTES = 32;

  private final StrategySettings settings;
  private final String threadPrefix;
  private final Path directory;
  private final Path memory;
  private final OwnBlocks depot;
  private final @Nullable ClassLoader context = Thread.currentThread().getContextClassLoader();
  private final SecureRandom random = new SecureRandom();
  private final AtomicInteger starts = new AtomicInteger();
  private @Nullable WorkerCommand command; // guarded by this

  /** Makes the directory; everything slow is left to the first worker's thread. */
  WorkerSetup(String id, StrategySettings settings) throws IOException {
    this.settings = settings;
    this.threadPrefix = settings.threadNames().orElse("gil-" + id + '-');
    var _ = Hello.here(new byte[0]); // reads what build this is before anybody replaces the jar
    this.directory = PrivateDirectory.create();
    this.memory = PrivateDirectory.createInMemory(directory);
    this.depot = new OwnBlocks(memory, WorkerDepot.PARENT);
  }

  StrategySettings settings() {
    return settings;
  }

  Path directory() {
    return directory;
  }

  String threadName(Object of) {
    return threadPrefix + of;
  }

  /** The one in which the runner was opened. */
  @Nullable ClassLoader contextLoader() {
    return context;
  }

  WorkerProcess start(Worker worker) throws IOException {
    WorkerCommand line;
    synchronized (this) {
      if (command == null) {
        command = WorkerCommand.prepare(directory, settings.workerArguments(), context);
      }
      line = command;
    }
    return WorkerProcess.start(line, worker.name(), threadName(worker.number()));
  }

  /** Orders with files and a nonce that no other worker has or had. */
  WorkerOrders newOrders() {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    int start = starts.incrementAndGet();
    return new WorkerOrders(
        directory.resolve(start + ".sock").toString(),
        directory.resolve(start + ".turn").toString(),
        memory.toString(),
        start,
        nonce,
        settings.inFlight(),
        settings.switchInterval().toNanos(),
        settings.lock().map(GlobalLock::name).orElse(""),
        settings.allowed());
  }

  /** Where large arrays of tasks are stored. */
  Depot depot() {
    return depot;
  }

  /** Deletes the directories and what is in them. */
  void delete() {
    depot.close();
    PrivateDirectory.delete(memory);
    PrivateDirectory.delete(directory);
  }
}
