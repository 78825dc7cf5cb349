package dev.gil.executors.processes;

import dev.gil.GlobalLock;
import java.io.IOException;
import java.io.InputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The main class of a worker: reads its orders, calls back, and runs what arrives until the link
 * ends.
 *
 * <p>The main thread listens, so that a cancel is heard while tasks run; {@link TaskThreads} run
 * them. Whatever happens to the parent, {@link ParentWatch} ends this JVM.
 */
final class WorkerMain {
  /** What a JVM exits with by {@code -XX:+ExitOnOutOfMemoryError}, too. */
  static final int OUT_OF_MEMORY = 3;

  private static final int NO_PARENT = 4;
  private static final long FAREWELL_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  /** The way to the parent; null in a JVM that is no worker. */
  static volatile @Nullable Link parent;

  private static volatile boolean draining;

  private WorkerMain() {}

  static void main(String[] args) throws IOException {
    InputStream orders = System.in;
    System.setIn(InputStream.nullInputStream()); // a task must not eat what the watch waits for
    WorkerOrders told = WorkerOrders.read(orders);
    Path socket = Path.of(told.socket());
    ParentWatch.start(orders, Objects.requireNonNull(socket.getParent()));
    try (Link link = call(socket)) {
      parent = link;
      link.send(new Frame(FrameType.HELLO, 0, Hello.here(told.nonce()).encode()));
      Runtime.getRuntime()
          .addShutdownHook(
              Thread.ofPlatform().name("gil-farewell").unstarted(() -> farewell(link)));
      listen(link, new TaskThreads(link, lock(told), told));
    }
    // The parent is gone, or done with this worker. If it is gone, the watch tidies up and halts.
    ParentWatch.giveTime();
    Runtime.getRuntime().halt(NO_PARENT);
  }

  private static Link call(Path socket) throws IOException {
    SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
    return new Link(channel, Frame.MAX_PAYLOAD);
  }

  private static GlobalLock lock(WorkerOrders told) {
    return told.sharedLock().isEmpty()
        ? GlobalLock.builder("worker").switchInterval(Duration.ofNanos(told.switchNanos())).build()
        : GlobalLock.shared(told.sharedLock());
  }

  private static void listen(Link link, TaskThreads tasks) throws IOException {
    for (@Nullable Frame frame = link.receive(); frame != null; frame = link.receive()) {
      switch (frame.type()) {
        case TASK, TASK_WITH_PROGRESS -> tasks.arrived(frame);
        case CANCEL -> tasks.cancel(frame.id());
        case DRAIN -> {
          draining = true;
          System.exit(0);
        }
        default -> throw new MalformedFrameException(frame.type() + " does not come from a parent");
      }
    }
  }

  /** The JVM exits in order although the parent did not say so: some task's doing. */
  private static void farewell(Link link) {
    if (!draining) {
      link.send(Frame.of(FrameType.EXITING, 0));
      link.flush(FAREWELL_NANOS);
    }
  }
}
