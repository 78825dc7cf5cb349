package dev.gil.executors.processes;

import dev.gil.GlobalLock;
import dev.gil.spi.Depot;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A worker on threads of this JVM, linked over memory: the code that runs in a worker JVM, but for
 * what starts and ends one.
 *
 * <p>When it dies its link closes at that byte and none of its threads begins another task. What a
 * JVM's end would do and this cannot is to stop a task that answers nothing: its threads are asked,
 * waited for a while, and abandoned.
 */
final class MemoryWorker implements Child, LastAct {
  private static final int KILLED = 128 + 9;
  private static final int LINK_ENDED = 4;
  private static final int FAILED = 6;

  /** In place of the id of a task to cancel. */
  private static final long DRAIN = 0;

  private static final long DEAD = -1;

  /** For threads whose tasks were asked to stop. */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final String name;
  private final Fate fate;
  private final MemoryTransport.Pair ends;
  private final ByteBuffer page = ByteBuffer.allocateDirect(64).alignedSlice(Long.BYTES);
  private final Turn turn = new Turn(page);
  private final BlockingQueue<Long> said = new LinkedBlockingQueue<>();
  private final Object life = new Object();
  private int status = -1; // guarded by life
  private @Nullable String killedTo; // guarded by life

  // For the thread of its Worker.
  private @Nullable Thread main;
  private @Nullable ForeignBlocks outcomes;
  private @Nullable String corruption;
  private @Nullable String memory;
  private boolean exiting;

  /** With room for so many bytes each way. */
  MemoryWorker(String name, int bytes, Fate fate) {
    this.name = name;
    this.fate = fate;
    this.ends = MemoryTransport.pair(bytes);
    if (fate.afterSending() >= 0) {
      ends.far().cutAfter(fate.afterSending(), () -> die(KILLED));
    }
    if (fate.afterReceiving() >= 0) {
      ends.near().cutAfter(fate.afterReceiving(), () -> die(KILLED));
    }
  }

  // --- its own side

  /** As in {@link WorkerMain}. */
  private void main(WorkerOrders told) {
    Link link = new Link(ends.far(), Frame.MAX_PAYLOAD);
    GlobalLock lock = WorkerMain.lock(told, null);
    WorkerDepot depot = new WorkerDepot(Path.of(told.depot()), told.start());
    TaskThread.Far far = new TaskThread.Far(lock, told.allowed(), depot);
    TaskThreads tasks = new TaskThreads(link, new MortalTurn(), far, this, told.inFlight());
    tasks.start();
    Rehearsal.run(told.rehearsal());
    for (long id = next(); id != DEAD; id = next()) {
      if (id == DRAIN) {
        die(0);
      } else {
        tasks.cancel(id);
      }
    }
    awaitEnds(tasks.end());
    depot.close();
    if (told.sharedLock().isEmpty()) {
      lock.close();
    }
  }

  private long next() {
    while (true) {
      try {
        return said.take();
      } catch (InterruptedException e) {
        // A task's doing, perhaps.
      }
    }
  }

  private static void awaitEnds(List<Thread> threads) {
    long start = System.nanoTime();
    for (Thread thread : threads) {
      long left = PATIENCE_NANOS - (System.nanoTime() - start);
      try {
        var _ = thread.join(Duration.ofNanos(Math.max(0, left)));
      } catch (InterruptedException e) {
        // As above.
      }
    }
  }

  /** The word as its threads see it: nothing begins after the end. */
  private final class MortalTurn extends Turn {
    MortalTurn() {
      super(page);
    }

    @Override
    boolean begin(long id) {
      if (id == fate.beforeBegin()) {
        die(KILLED);
      }
      boolean begun;
      synchronized (life) {
        begun = status < 0 && super.begin(id);
      }
      if (begun && id == fate.afterBegin()) {
        die(KILLED);
        return false;
      }
      return begun;
    }
  }

  @Override
  public void linkEnded() {
    die(LINK_ENDED);
  }

  @Override
  public void failed(Throwable why) {
    die(FAILED);
  }

  @Override
  public void outOfMemory() {
    die(WorkerMain.OUT_OF_MEMORY);
  }

  /** The first time counts. */
  private void die(int with) {
    synchronized (life) {
      if (status >= 0) {
        return;
      }
      status = with;
      life.notifyAll();
    }
    ends.far().close();
    said.add(DEAD);
  }

  // --- its parent's side

  /** Of this JVM: it has no other. */
  @Override
  public long pid() {
    return ProcessHandle.current().pid();
  }

  /** Threads of this JVM have no size of their own. */
  @Override
  public void killTooLarge(String said) {
    throw new AssertionError(said);
  }

  @Override
  public void kill(String to) {
    synchronized (life) {
      killedTo = killedTo == null ? to : killedTo;
    }
    die(KILLED);
  }

  @Override
  public boolean wasKilled() {
    synchronized (life) {
      return killedTo != null;
    }
  }

  @Override
  public void corrupted(String what) {
    corruption = what;
    die(KILLED);
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
    synchronized (life) {
      if (status >= 0) {
        throw new IOException("it ended before it called back");
      }
    }
    main = Thread.ofPlatform().daemon().name("gil-" + name).start(() -> main(orders));
    return new Link(ends.near(), Frame.MAX_PAYLOAD);
  }

  @Override
  public Depot outcomes() {
    return Objects.requireNonNull(outcomes);
  }

  @Override
  public Turn turn() {
    return turn;
  }

  @Override
  public void cancel(long id) {
    said.add(id);
  }

  @Override
  public void drain() {
    said.add(DRAIN);
  }

  @Override
  public Death await(Duration limit, Path directory) {
    boolean interrupted = !awaitStatus(limit);
    die(KILLED);
    while (main != null && main.isAlive()) {
      try {
        main.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    synchronized (life) {
      return new Death(name, pid(), status, killedTo, null, corruption, memory, null, exiting, "");
    }
  }

  /** False if interrupted. */
  private boolean awaitStatus(Duration limit) {
    long start = System.nanoTime();
    boolean undisturbed = true;
    synchronized (life) {
      long left = limit.toNanos();
      while (status < 0 && left > 0) {
        try {
          TimeUnit.NANOSECONDS.timedWait(life, left);
        } catch (InterruptedException e) {
          undisturbed = false;
        }
        left = limit.toNanos() - (System.nanoTime() - start);
      }
    }
    return undisturbed;
  }

  @Override
  public void forget() {
    if (outcomes != null) {
      outcomes.close();
      outcomes.deleteAll();
    }
  }
}
