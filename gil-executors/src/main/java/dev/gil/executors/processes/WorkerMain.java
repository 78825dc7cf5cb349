package dev.gil.executors.processes;

import dev.gil.GlobalLock;
import dev.gil.trace.LockListener;
import dev.gil.trace.TraceRecorder;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The main class of a worker: reads its orders, calls back, and runs what arrives until the link
 * ends.
 *
 * <p>{@link TaskThreads} listen and run; the main thread stops tasks of which {@link ParentWatch}
 * has heard that they are cancelled, since that may run code of theirs. Whatever happens to the
 * parent, the watch ends this JVM.
 */
final class WorkerMain {
  /** What a JVM exits with by {@code -XX:+ExitOnOutOfMemoryError}, too. */
  static final int OUT_OF_MEMORY = 3;

  private static final int NO_PARENT = 4;
  private static final int FAILED = 6;
  private static final long FAREWELL_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  /** The way to the parent; null in a JVM that is no worker. */
  static volatile @Nullable Link parent;

  private static volatile @Nullable TraceReporter reporter;

  private static volatile boolean draining;

  private WorkerMain() {}

  static void main(String[] args) throws IOException, InterruptedException {
    FutureTask<SocketChannel> opened = openAhead();
    InputStream orders = System.in;
    System.setIn(InputStream.nullInputStream()); // a task must not eat what the watch waits for
    WorkerOrders told = WorkerOrders.read(orders);
    Path socket = Path.of(told.socket());
    BlockingQueue<Long> said = new LinkedBlockingQueue<>();
    Path depot = Path.of(told.depot());
    AtomicReference<@Nullable WorkerClock> clock = new AtomicReference<>();
    ParentWatch.start(
        orders,
        List.of(Objects.requireNonNull(socket.getParent()), depot),
        said,
        (ask, nanos) -> heardTime(clock.get(), ask, nanos));
    Turn turn = Turn.open(Path.of(told.turn())); // before the hello: then the file may go
    byte[] hello = Hello.here(told.nonce()).encode();
    Link link = call(socket, opened);
    parent = link;
    link.send(new Frame(FrameType.HELLO, 0, hello));
    Runtime.getRuntime()
        .addShutdownHook(Thread.ofPlatform().name("gil-farewell").unstarted(() -> farewell(link)));
    @Nullable TraceRecorder recorder = told.traced() ? new TraceRecorder() : null;
    GlobalLock lock = lock(told, recorder);
    WorkerClock asking = new WorkerClock(link);
    if (recorder != null) {
      clock.set(asking);
      var _ = asking.measure(); // now: once it has said that this ends, the parent is not heard
    }
    TaskThread.Far far =
        new TaskThread.Far(lock, told.allowed(), new WorkerDepot(depot, told.start()));
    TaskThreads tasks = new TaskThreads(link, turn, far, new Halt(), told.inFlight());
    tasks.start();
    Rehearsal.run(told.rehearsal());
    if (recorder != null) {
      TraceReporter reporting = new TraceReporter(link, lock, recorder, asking);
      reporting.start();
      reporter = reporting;
    }
    for (long id = said.take(); id != ParentWatch.DRAIN; id = said.take()) {
      tasks.cancel(id);
    }
    draining = true;
    System.exit(0);
  }

  private static final class Halt implements LastAct {
    /** If the parent is gone, the watch tidies up and halts. */
    @Override
    public void linkEnded() {
      ParentWatch.giveTime();
      Runtime.getRuntime().halt(NO_PARENT);
    }

    @Override
    public void failed(Throwable why) {
      try {
        why.printStackTrace();
      } finally {
        Runtime.getRuntime().halt(FAILED);
      }
    }

    @Override
    public void outOfMemory() {
      Runtime.getRuntime().halt(OUT_OF_MEMORY);
    }
  }

  /** The JDK's first such channel costs some 15 ms, of which a second core can take most. */
  private static FutureTask<SocketChannel> openAhead() {
    FutureTask<SocketChannel> opened =
        new FutureTask<>(() -> SocketChannel.open(StandardProtocolFamily.UNIX));
    Thread.ofPlatform().daemon().name("gil-opening").start(opened);
    return opened;
  }

  private static Link call(Path socket, FutureTask<SocketChannel> opened)
      throws IOException, InterruptedException {
    try {
      SocketChannel channel = opened.get();
      channel.connect(UnixDomainSocketAddress.of(socket));
      return new Link(channel, Frame.MAX_PAYLOAD);
    } catch (ExecutionException e) {
      throw new IOException("no socket could be opened", e.getCause());
    }
  }

  /** What a worker with these orders runs its tasks under. */
  static GlobalLock lock(WorkerOrders told, @Nullable LockListener listener) {
    if (!told.sharedLock().isEmpty()) {
      return GlobalLock.shared(told.sharedLock()); // which listens to nobody's
    }
    GlobalLock.Builder builder =
        GlobalLock.builder("worker").switchInterval(Duration.ofNanos(told.switchNanos()));
    return (listener == null ? builder : builder.listener(listener)).build();
  }

  private static void heardTime(@Nullable WorkerClock clock, long ask, long nanos) {
    if (clock != null) {
      clock.heard(ask, nanos);
    }
  }

  /** The JVM exits in order although the parent did not say so: some task's doing. */
  private static void farewell(Link link) {
    @Nullable TraceReporter last = reporter;
    if (last != null) {
      last.last(FAREWELL_NANOS);
    }
    if (!draining) {
      link.send(Frame.of(FrameType.EXITING, 0));
      link.awaitSent(FAREWELL_NANOS);
    }
  }
}
