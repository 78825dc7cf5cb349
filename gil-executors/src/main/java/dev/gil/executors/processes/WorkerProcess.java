package dev.gil.executors.processes;

import dev.gil.spi.Depot;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A worker that is a JVM of its own. */
final class WorkerProcess implements Child {
  private static final Duration HELLO = Duration.ofSeconds(60);
  private static final Duration DRAINS = Duration.ofMillis(500);

  private final String name;
  private final Process process;
  private final @Nullable AotCache cache; // with which it was started
  private final Arena mapping = Arena.ofShared();
  private @Nullable Turn turn;
  private @Nullable ForeignBlocks outcomes;
  private final OutputTail output = new OutputTail();
  private final List<Thread> drains;
  private volatile @Nullable String killedTo;
  private volatile @Nullable String outgrown;
  private @Nullable String corruption;
  private @Nullable String memory;
  private boolean exiting;
  private boolean archive;

  private WorkerProcess(String name, Process process, @Nullable AotCache cache, String threadName) {
    this.name = name;
    this.process = process;
    this.cache = cache;
    this.drains =
        List.of(
            output.drain(process.getInputStream(), () -> System.out, threadName + "-out"),
            output.drain(process.getErrorStream(), () -> System.err, threadName + "-err"));
  }

  static WorkerProcess start(
      WorkerCommand command, @Nullable AotCache cache, String name, String threadName)
      throws IOException {
    Process process = command.start(cache);
    try {
      return new WorkerProcess(name, process, cache, threadName);
    } catch (RuntimeException | Error e) {
      process.destroyForcibly(); // there are no threads to be had, perhaps
      throw e;
    }
  }

  /** For a process that was started elsewhere. */
  static WorkerProcess of(Process process, String name) {
    return new WorkerProcess(name, process, null, name);
  }

  @Override
  public long pid() {
    return process.pid();
  }

  @Override
  public void kill(String to) {
    if (!wasKilled()) {
      killedTo = to;
    }
    end();
  }

  @Override
  public void killTooLarge(String said) {
    if (!wasKilled()) {
      outgrown = said;
    }
    end();
  }

  /** Not by {@link Process#destroyForcibly}, which drops what the process had printed. */
  private void end() {
    process.toHandle().destroyForcibly();
  }

  @Override
  public boolean wasKilled() {
    return killedTo != null || outgrown != null;
  }

  @Override
  public void corrupted(String what) {
    corruption = what;
    end();
  }

  @Override
  public void ranOutOf(String what) {
    memory = what;
  }

  @Override
  public void saysItExits() {
    exiting = true;
  }

  @Override
  public Link greet(WorkerOrders orders) throws IOException {
    outcomes = new ForeignBlocks(Path.of(orders.depot()), WorkerDepot.prefix(orders.start()));
    Path file = Path.of(orders.turn());
    turn = Turn.create(file, mapping);
    try (Reception reception = new Reception(Path.of(orders.socket()))) {
      orders.write(process.getOutputStream());
      Link link = reception.await(orders.nonce(), process.onExit(), HELLO);
      archive = reception.hello().archive();
      return link;
    } finally {
      Files.deleteIfExists(file); // the worker has it mapped, or never will
    }
  }

  @Override
  public boolean hasArchive() {
    return archive;
  }

  @Override
  public @Nullable AotCache cache() {
    return cache;
  }

  @Override
  public Depot outcomes() {
    return Objects.requireNonNull(outcomes);
  }

  @Override
  public Turn turn() {
    return Objects.requireNonNull(turn);
  }

  @Override
  public void cancel(long id) {
    OutputStream orders = process.getOutputStream();
    synchronized (orders) {
      try {
        Control.cancel(orders, id);
      } catch (IOException e) {
        // It has ended by itself.
      }
    }
  }

  @Override
  public void time(long ask) {
    OutputStream orders = process.getOutputStream();
    synchronized (orders) {
      try {
        Control.time(orders, ask);
      } catch (IOException e) {
        // It has ended by itself.
      }
    }
  }

  @Override
  public void drain() {
    OutputStream orders = process.getOutputStream();
    synchronized (orders) {
      try {
        Control.drain(orders);
      } catch (IOException e) {
        // It has ended by itself.
      }
    }
  }

  @Override
  public Death await(Duration limit, Path directory) {
    boolean interrupted = false;
    int status = -1;
    while (status < 0) {
      try {
        if (!process.waitFor(limit)) {
          end();
        }
        status = process.waitFor();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    interrupted |= !awaitDrains();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    closeOrders();
    String text = output.text();
    boolean terminated =
        status == WorkerMain.OUT_OF_MEMORY
            && text.contains("Terminating due to java.lang.OutOfMem");
    return new Death(
        name,
        pid(),
        status,
        killedTo,
        outgrown,
        corruption,
        memory == null && terminated ? "Java heap space or metaspace" : memory,
        CrashLog.summary(directory, pid()),
        exiting,
        text);
  }

  /** Not for ever: a child of the worker may keep its output open. False if interrupted. */
  private boolean awaitDrains() {
    boolean undisturbed = true;
    long start = System.nanoTime();
    for (Thread drain : drains) {
      while (drain.isAlive() && System.nanoTime() - start < DRAINS.toNanos()) {
        try {
          var _ = drain.join(DRAINS.minusNanos(System.nanoTime() - start));
        } catch (InterruptedException e) {
          undisturbed = false;
        }
      }
    }
    return undisturbed;
  }

  @Override
  public void forget() {
    mapping.close();
    if (outcomes != null) {
      outcomes.close();
      outcomes.deleteAll();
    }
  }

  private void closeOrders() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      // The other end is gone; there was nothing left to say.
    }
  }
}
