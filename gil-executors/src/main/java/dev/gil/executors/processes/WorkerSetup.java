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
class WorkerSetup {
  static final int NONCE_BYTES = 32;

  private final StrategySettings settings;
  private final String threadPrefix;
  private final Path directory;
  private final Path memory;
  private final WorkerEvents events;
  private final OwnBlocks depot;
  private final @Nullable ClassLoader context = Thread.currentThread().getContextClassLoader();
  private final SecureRandom random = new SecureRandom();
  private final AtomicInteger starts = new AtomicInteger();
  private @Nullable WorkerCommand command; // guarded by this
  private @Nullable AotCache aot; // guarded by this
  private int connected; // guarded by this

  /** Makes the directory; everything slow is left to the first worker's thread. */
  WorkerSetup(String id, StrategySettings settings) throws IOException {
    this.settings = settings;
    this.events = new WorkerEvents(settings.listener());
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

  /** Who hears of what happens in workers. */
  WorkerEvents events() {
    return events;
  }

  /** A new worker in this place. Another way to make them is a subclass that overrides this. */
  Child start(Worker worker) throws IOException {
    WorkerCommand line;
    @Nullable AotCache cache;
    synchronized (this) {
      if (command == null) {
        command =
            WorkerCommand.prepare(
                directory, settings.limits().heap(), settings.workerArguments(), context);
        aot = command.cache();
      }
      line = command;
      cache = aot != null && aot.isUsable() ? aot : null;
    }
    return WorkerProcess.start(line, cache, worker.name(), threadName(worker.number()));
  }

  /**
   * A worker has called back. When all have that are started at first, a cache for those to come is
   * made, so that nobody waits for a processor that is busy with it.
   */
  void connected(Child child) {
    @Nullable AotCache missing = null;
    @Nullable AotCache unfit = null;
    synchronized (this) {
      connected++;
      if (child.cache() != null && !child.hasArchive()) {
        unfit = aot;
        aot = null;
      } else if (connected == settings.workers()) {
        missing = aot;
      }
    }
    if (unfit != null) {
      unfit.refused();
    }
    if (missing != null) {
      if (missing.isUsable()) {
        missing.used();
      } else {
        CacheBuild.begin(missing);
      }
    }
  }

  /**
   * A worker has ended before it called back; true if its cache may be the reason, which no later
   * one is started with.
   */
  boolean blamesCache(Child child) {
    @Nullable AotCache cache = child.cache();
    if (cache == null) {
      return false;
    }
    synchronized (this) {
      aot = null;
    }
    cache.refused();
    return true;
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
        events.areWanted(),
        settings.allowed(),
        Rehearsal.TASK);
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
